/** The exception list as WinINET writes it: parts separated by semicolons, wildcards per label, no address ranges. Pure. */

/** WinINET's dialog stops at about this length, and some programs that read the list with it. */
const maxLength = 2_000;
/** A range that would need more parts is left out: what is left out goes through the tunnel. */
const maxParts = 64;

/** As many entries as fit, and `<local>`: names without a dot. */
export function windowsBypass(bypass: readonly string[]): string {
  const end = ';<local>';
  const parts = [...new Set(bypass.flatMap(partsOf))];
  const list = parts.reduce((text, part) => {
    const longer = text === '' ? part : `${text};${part}`;
    return longer.length + end.length <= maxLength ? longer : text;
  }, '');
  return list === '' ? '<local>' : list + end;
}

function partsOf(entry: string): readonly string[] {
  const range = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(entry);
  if (range !== null) return rangeParts(range.slice(1, 5).map(Number), Number(range[5]));
  if (/^[0-9A-Fa-f:]+$/.test(entry) && entry.includes(':')) return [`[${entry}]`];
  return /^[^\s;,/"\p{Cc}]+$/u.test(entry) ? [entry] : [];
}

/** 10.0.0.0/8 → 10.*; 172.16.0.0/12 → 172.16.* to 172.31.*. */
function rangeParts(octets: readonly number[], bits: number): readonly string[] {
  if (bits < 1 || bits > 32 || octets.some((octet) => octet > 255)) return [];
  const whole = Math.floor((bits - 1) / 8); // octets before the one that varies
  const count = 2 ** (8 * (whole + 1) - bits);
  if (count > maxParts) return [];
  const first = (octets[whole] ?? 0) & ~(count - 1);
  const head = octets.slice(0, whole).map((octet) => `${octet}.`).join('');
  return Array.from({ length: count }, (_, index) => `${head}${first + index}${whole < 3 ? '.*' : ''}`);
}
