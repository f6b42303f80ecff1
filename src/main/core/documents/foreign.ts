/** Texts that are recognised and refused as a whole, each with its reason. Looks at the beginning only. */
import { refusedDocument, type Findings } from './findings.ts';

/** Undefined for a text that is none of these. */
export function refuseForeign(text: string): Findings | undefined {
  const start = text.slice(0, 4_096).replace(/^[\s\uFEFF]*/, '');
  if (start.startsWith('-----BEGIN AGE ENCRYPTED FILE-----') || start.startsWith('age-encryption.org/')) {
    return refusedDocument('link-unsupported', 'This list is encrypted with age; it must be decrypted before it can be read.');
  }
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE plist\b[^>]*>\s*)?<plist\b/i.test(start)) {
    return refusedDocument('link-unsupported', 'This is a configuration profile for Apple devices (.mobileconfig); open it there, or ask for the server as a link or a file of its own.');
  }
  if (/^(?:\s*<!--[^>]{0,2000}-->)*\s*<(?:!doctype\s+html|html|head|body|title|script|meta|div|p|h1|\?xml)\b/i.test(start)) {
    return refusedDocument('link-unsupported', 'This is a web page and not a list of servers; it often means that a login or a block page answered.');
  }
  if (isPkcs12(start)) {
    return refusedDocument('link-unsupported', 'This is a certificate store (.p12, .pfx). Byway reads such a key only inside an OpenVPN file.');
  }
  return undefined;
}

/** The outer sequence and version 3 of PKCS #12, in base64 or as bytes read as text (where damaged bytes become a mark). */
function isPkcs12(start: string): boolean {
  const isBase64 = /^MI[I-L][A-Za-z0-9+/]{2}[AQgw]IBAzCC/.test(start) || start.startsWith('-----BEGIN PKCS12-----');
  const version = start.indexOf('\u0002\u0001\u0003');
  return isBase64 || (/^0[\uFFFD\u0080-\u0084]/.test(start) && version > 1 && version < 9);
}

const surgeTypes = 'ss|shadowsocks|ssr|vmess|vless|trojan|snell|http|https|socks5|socks5-tls|tuic|tuic-v5|hysteria2|wireguard|ssh|anytls|custom|external';
const surgeLine = new RegExp(`^[ \\t]*[^=\\n#;]{1,200}=[ \\t]*(?:${surgeTypes})[ \\t]*,[ \\t]*["'\\[\\w.:-]{1,253}\\]?["']?[ \\t]*,`, 'i');
const quantumultLine = /^[ \t]*(?:shadowsocks|vmess|vless|trojan|http|socks5)[ \t]*=[ \t]*[[\w.-]{1,253}\]?:\d{1,5}[ \t]*,/i;

/** Surge, Loon and Quantumult X lines: each such line is refused; undefined when the text has none. At most 1,000 are told. */
export function refuseSurge(text: string): Findings | undefined {
  const findings = refusedDocument('link-unsupported', '');
  findings.rejected.length = 0;
  if (!/^[^\n]{1,200}=[^\n]{1,200},/m.test(text)) return undefined;
  let line = 0;
  for (const each of text.split('\n', 50_000)) {
    line += 1;
    if (each.length > 4_096 || each.includes('://') || !each.includes('=') || !each.includes(',')) continue;
    if (!surgeLine.test(each) && !quantumultLine.test(each)) continue;
    if (findings.rejected.length >= 1_000) break;
    findings.rejected.push({ line, code: 'link-unsupported', reason: 'This is a line for Surge, Loon or Quantumult X, which Byway does not read; ask for a share link or a Clash file.', excerpt: '' });
  }
  return findings.rejected.length === 0 ? undefined : findings;
}
