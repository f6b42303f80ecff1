/**
 * Names of servers come from strangers and are cleaned before anything shows them: no controls, no direction marks, no
 * pictographs or flags (claims nobody checked), no towers of marks. The untouched name stays in the profile.
 */

/** Controls, private use, unassigned, surrogates, format characters except the two joiners. */
const invisible = /[\p{Cc}\p{Co}\p{Cn}\p{Cs}]|(?![\u200c\u200d])\p{Cf}/gu;
const blank = /(?:(?!\ufeff)[\s\u115f\u1160\u2800\u3164\uffa0])+/gu;
const picture = /(?![©®™])\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|[\ufe00-\ufe0f\u20e3]|[\u{e0100}-\u{e01ef}]/gu;
/** Joiners mean something only between letters of scripts that join. */
const joining = String.raw`[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Nkoo}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Mymr}\p{sc=Khmr}\p{M}]`;
const strayJoiner = new RegExp(`(?<!${joining})[\\u200c\\u200d]+|[\\u200c\\u200d]+(?!${joining})`, 'gu');
const repeatedJoiner = /([\u200c\u200d])[\u200c\u200d]+/g;
const towerOfMarks = /(\p{M}{2})\p{M}+/gu;
const looseMark = /(^|\s)\p{M}+/gu;
const simple = /^[\w.,:;()[\]{}<>|/+#&@!?=%*'"~^$\\-]+(?: [\w.,:;()[\]{}<>|/+#&@!?=%*'"~^$\\-]+)*$/;

/** Most user-perceived characters shown. */
const mostGraphemes = 80;
/** Longest part of a name that is looked at: far beyond 80 graphemes of any language. */
const longestLook = 2_000;

/** The name as it may be shown; `fallback` (usually the server address) when nothing visible is left of it. */
export function displayName(name: string, fallback: string): string {
  if (name.length <= mostGraphemes && simple.test(name)) return name;
  const cleaned = clean(name.slice(0, longestLook));
  return cleaned === '' ? fallback : cleaned;
}

function clean(name: string): string {
  const visible = name
    .replace(blank, ' ')
    .replace(invisible, '')
    .replace(picture, '')
    .replace(repeatedJoiner, '$1')
    .replace(strayJoiner, '')
    .replace(towerOfMarks, '$1')
    .replace(/ +/g, ' ')
    .replace(looseMark, '$1');
  return firstGraphemes(visible.replace(/ +/g, ' ').trim());
}

function firstGraphemes(text: string): string {
  if (text.length <= mostGraphemes) return text;
  let end = 0;
  let count = 0;
  for (const { segment, index } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    if (count === mostGraphemes) break;
    count += 1;
    end = index + segment.length;
  }
  return text.slice(0, end).trimEnd();
}
