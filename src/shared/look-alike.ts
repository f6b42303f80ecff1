/**
 * Names and addresses that try to be taken for others: letters of one alphabet that look like those of another, marks
 * that turn or hide text. After Unicode TS 39, kept to what a reader of Latin, Cyrillic and Greek can be fooled by.
 */
import { decodeLabel } from './punycode.ts';

/** Cyrillic and Greek letters that most fonts draw like Latin ones. */
const imitating = /^[аеорсухіјѕһԁԛԝӏґкмнтвАВЕКМНОРСТУХІЈЅҺԚԜӀαικνορτυχγηωΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲϳ]+$/u;
const cyrillicOrGreek = /[\p{sc=Cyrl}\p{sc=Grek}]/u;
const neither = /[^\p{sc=Cyrl}\p{sc=Grek}]/gu;
const word = /[\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}]+/gu;
const beyondAscii = /[\u0080-\u{10ffff}]/u;
const rightToLeft = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}]/u;
/** Overrides turn any text round; the others have no place between letters that do not join. */
const hidden = /[\u202d\u202e\u00ad\u115f\u1160\u180e\u200b\u2060-\u2064\ufeff]|(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]{0,8})[\u{e0001}-\u{e007f}]/u;
/** Of use in Arabic and Hebrew text only. */
const directing = /[\u200e\u200f\u202a-\u202c\u2066-\u2069]/;
/** Longest part of a name that is looked at. */
const longestLook = 500;

/** What is odd about a server's address, if anything. */
export function hostOddity(server: string): 'look-alike-host' | 'punycode-host' | undefined {
  if (!/xn--/i.test(server) && !beyondAscii.test(server)) return undefined;
  const labels = server.split('.').map(decodeLabel);
  const ending = labels.at(-1) ?? '';
  return labels.some((label) => label !== undefined && imitatesIn(label, ending)) ? 'look-alike-host' : 'punycode-host';
}

/** The address as a person reads it; undefined where that is the same, or cannot be told. */
export function readableHost(server: string): string | undefined {
  if (!/xn--/i.test(server)) return undefined;
  const labels = server.split('.').map(decodeLabel);
  return labels.includes(undefined) ? undefined : labels.join('.');
}

/** True for a name with hidden marks, or with a word of which some letters imitate the others. */
export function isStrangeName(name: string): boolean {
  if (!beyondAscii.test(name)) return false;
  const looked = name.slice(0, longestLook);
  if (hidden.test(looked) || (directing.test(looked) && !rightToLeft.test(looked))) return true;
  return (looked.match(word) ?? []).some(isMixedWord);
}

/** A Latin word with some letters that only look Latin. `VPNы` is none: nobody takes ы for a Latin letter. */
function isMixedWord(text: string): boolean {
  const foreign = text.replace(neither, '');
  return foreign.length > 0 && foreign.length < text.length && imitating.test(foreign);
}

/** A label that mixes alphabets, or is all imitations below an ending of Latin letters. */
function imitatesIn(label: string, ending: string): boolean {
  const letters = (label.match(/\p{L}/gu) ?? []).join('');
  if (!cyrillicOrGreek.test(letters)) return false;
  return /\p{sc=Latn}/u.test(letters) || (imitating.test(letters) && !beyondAscii.test(ending));
}
