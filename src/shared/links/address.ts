/** IP addresses as text: what is one, and what never leaves the computer or the local network. */

/** True for a dotted quad without leading zeros. */
export function isIpv4(text: string): boolean {
  return ipv4Octets(text) !== undefined;
}

/** The four bytes of a dotted quad without leading zeros. */
export function ipv4Octets(text: string): readonly number[] | undefined {
  if (text.length > 15) return undefined;
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  for (const part of parts) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
  }
  return parts.map(Number);
}

/** True for an IPv6 address without brackets and zone, an embedded dotted quad allowed. */
export function isIpv6(text: string): boolean {
  return ipv6Groups(text) !== undefined;
}

/** The eight 16-bit groups. */
export function ipv6Groups(text: string): readonly number[] | undefined {
  if (text.length > 45 || !/^[0-9a-fA-F:.]+$/.test(text)) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0] ?? '');
  const tail = groupsOf(halves[1] ?? '');
  if (head === undefined || tail === undefined) return undefined;
  if (halves.length === 1) return head.length === 8 ? head : undefined;
  const missing = 8 - head.length - tail.length;
  return missing < 1 ? undefined : [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

function groupsOf(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const octets = index === parts.length - 1 ? ipv4Octets(part) : undefined;
    if (octets !== undefined) {
      const [a = 0, b = 0, c = 0, d = 0] = octets;
      groups.push(a * 256 + b, c * 256 + d);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

/** True for this computer, private, link-local, carrier-shared and unspecified addresses, and names that mean them. */
export function isPrivateAddress(server: string): boolean {
  const name = server.toLowerCase();
  if (name === 'localhost' || /\.(?:localhost|local|lan|internal|home\.arpa)$/.test(name)) return true;
  const octets = ipv4Octets(name);
  if (octets !== undefined) return isPrivateIpv4(octets);
  const groups = ipv6Groups(name);
  return groups !== undefined && isPrivateIpv6(groups);
}

function isPrivateIpv4([a = 0, b = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127) return true;
  if (a === 100) return b >= 64 && b < 128; // RFC 6598
  if (a === 169) return b === 254;
  if (a === 172) return b >= 16 && b < 32;
  return a === 192 && b === 168;
}

function isPrivateIpv6(groups: readonly number[]): boolean {
  const [first = 0, , , , , sixth = 0, seventh = 0, last = 0] = groups;
  const leadingZero = groups.slice(0, 5).every((group) => group === 0);
  if (leadingZero && sixth === 0xffff) return isPrivateIpv4([seventh >> 8, seventh & 255]);
  if (leadingZero && sixth === 0 && seventh === 0 && last <= 1) return true;
  return (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80;
}
