/** Host names of other alphabets as people read them: the decoder of RFC 3492 section 6.2, for one label. */

const base = 36;
const tMin = 1;
const tMax = 26;
const skew = 38;
const damp = 700;
const firstBias = 72;
const firstCodePoint = 128;
/** A label has at most 63 characters (RFC 1035), so nothing decoded is longer. */
const longestLabel = 63;

/** `xn--e1afmkfd` → `пример`; the label itself where it is plain; undefined where it is damaged. */
export function decodeLabel(label: string): string | undefined {
  if (!label.toLowerCase().startsWith('xn--')) return label;
  if (label.length > longestLabel) return undefined;
  const body = label.slice(4).toLowerCase();
  const hyphen = body.lastIndexOf('-');
  const letters = body.slice(0, Math.max(hyphen, 0)).split('');
  return insertInto(letters, body.slice(hyphen + 1)) ? letters.join('') : undefined;
}

/** Puts each encoded letter at its place; false for digits that are none or lead beyond Unicode. */
function insertInto(letters: string[], digits: string): boolean {
  let codePoint = firstCodePoint;
  let place = 0;
  let bias = firstBias;
  let at = 0;
  while (at < digits.length) {
    const before = place;
    for (let weight = 1, k = base; ; k += base) {
      const digit = digitOf(digits.charCodeAt(at++));
      if (digit === undefined) return false;
      place += digit * weight;
      const threshold = Math.min(Math.max(k - bias, tMin), tMax);
      if (digit < threshold) break;
      weight *= base - threshold;
    }
    const count = letters.length + 1;
    bias = adapt(place - before, count, before === 0);
    codePoint += Math.floor(place / count);
    place %= count;
    if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return false;
    letters.splice(place, 0, String.fromCodePoint(codePoint));
    place += 1;
  }
  return true;
}

/** a-z are 0-25, 0-9 are 26-35. */
function digitOf(unit: number): number | undefined {
  if (unit >= 97 && unit <= 122) return unit - 97;
  return unit >= 48 && unit <= 57 ? unit - 22 : undefined;
}

function adapt(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? damp : 2));
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > ((base - tMin) * tMax) / 2; k += base) rest = Math.floor(rest / (base - tMin));
  return k + Math.floor(((base - tMin + 1) * rest) / (rest + skew));
}
