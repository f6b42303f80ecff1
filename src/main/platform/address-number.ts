/** Textual IP addresses as numbers. Only for text that `isIP` has passed. */

/** `1.2.3.4` → 0x01020304. */
export function ipv4Number(address: string): number {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

/** The upper 64 bits of an IPv6 address, as two numbers of 32. A zone (`%eth0`) does not count. */
export function ipv6Upper(address: string): readonly [number, number] {
  const [front = '', back] = (address.split('%')[0] ?? '').split('::');
  const head = groups(front);
  const tail = back === undefined ? [] : groups(back);
  const gap = back === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const [a = 0, b = 0, c = 0, d = 0] = [...head, ...Array.from({ length: gap }, () => 0), ...tail];
  return [a * 65_536 + b, c * 65_536 + d];
}

/** Groups of 16 bits; a dotted quad at the end is two of them. */
function groups(text: string): readonly number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => (group.includes('.') ? halves(ipv4Number(group)) : [Number.parseInt(group, 16)]));
}

function halves(number: number): readonly number[] {
  return [Math.floor(number / 65_536), number % 65_536];
}
