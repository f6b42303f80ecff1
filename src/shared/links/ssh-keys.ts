/** Keys of SSH as links carry them: without line breaks, without the lines around, without the name of their kind. */
import { decodeBase64, isBase64Alphabet } from './base64.ts';

const pem = /^-{5}BEGIN[ +]([A-Z0-9 +]{1,40})-{5}([\s\S]*?)-{5}END[ +][A-Z0-9 +]{1,40}-{5}\s*$/;
const openssh = 'OPENSSH PRIVATE KEY';
const columns = 70;

/** A private key in PEM with its line breaks put back; a bare body is taken for OpenSSH's own kind. Undefined when damaged. */
export function readPrivateKey(text: string): string | undefined {
  const spelled = text.trim().replaceAll('\\n', '\n');
  const found = pem.exec(spelled);
  if (found === null && spelled.includes('-----')) return undefined;
  const label = (found?.[1] ?? openssh).replaceAll('+', ' ').trim();
  const body = found?.[2] ?? spelled;
  // Headers such as Proc-Type belong to encrypted keys of the old kind, whose lines cannot be guessed.
  if (body.includes(':')) return `${spelled}\n`;
  const packed = body.replace(/\s/g, '');
  if (!isBase64Alphabet(packed)) return undefined;
  const lines = packed.match(new RegExp(`.{1,${columns}}`, 'g')) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** As it goes into a link: OpenSSH's kind as its body alone, others whole. */
export function writePrivateKey(key: string): string {
  const found = pem.exec(key.trim());
  return found?.[1] === openssh && found[2] !== undefined ? found[2].replace(/\s/g, '') : key;
}

const hostKey = /^((?:ssh|ecdsa|sk)-[a-z0-9@.-]{1,60})[ +]+(AAAA[A-Za-z0-9+/=_-]+)/;

/** `ssh-ed25519 AAAA…`; the kind is read out of the key itself where it is not written. */
export function readHostKey(text: string): string {
  const found = hostKey.exec(text);
  if (found !== null) return `${found[1]} ${found[2]}`;
  const bytes = /\s/.test(text) ? undefined : decodeBase64(text);
  const length = bytes === undefined ? 0 : (bytes[2] ?? 0) * 256 + (bytes[3] ?? 0);
  if (bytes === undefined || length < 4 || length > 64 || bytes.length < 4 + length) return text;
  const kind = String.fromCharCode(...bytes.subarray(4, 4 + length));
  return /^[a-z0-9@.-]+$/.test(kind) ? `${kind} ${text}` : text;
}
