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
    if (isSavedChat(start, text)) return undefined;
    return refusedDocument('link-unsupported', 'This is a web page and not a list of servers; it often means that a login or a block page answered.');
  }
  if (!text.includes('://') && /^-----BEGIN (?:[A-Z0-9]+ ){0,3}(?:PRIVATE KEY|CERTIFICATE|OpenVPN Static key V1)-----/.test(start)) {
    return refusedDocument('link-unsupported', 'This is a key or a certificate by itself: it names no server. Paste the file or the link that it belongs to.');
  }
  if (isPkcs12(start)) {
    return refusedDocument('link-unsupported', 'This is a certificate store (.p12, .pfx): it holds a key, but names no server. Ask for the OpenVPN file that belongs to it, with certificate and key written inside.');
  }
  return undefined;
}

const share = String.raw`(?:(?:vless|vmess|trojan|ssr?|hysteria2?(?:\+realm)?|hy2?|tuic|anytls|wireguard|wg|awg|vpn|tg|ssh|snell|mierus?|juicity|naive\+https|socks[45]?h?):\/\/|tg:(?:proxy|socks)|(?:https?:\/\/)?(?:www\.)?(?:t\.me|telegram\.(?:me|dog))\/(?:proxy|socks)\?)`;
/** A link that can be clicked, or stands in code. */
const offered = new RegExp(String.raw`(?:href=["']|<(?:code|pre)\b[^>]{0,80}>)${share}`, 'i');
const anywhere = new RegExp(String.raw`["'>\s]${share}`, 'i');

/** Messages that were saved or copied as a page offer links to servers; a login or block page does not. */
function isSavedChat(start: string, text: string): boolean {
  return offered.test(text) || (!/^(?:<!--[^>]*-->\s*)*<(?:!doctype|html|head|body|script|meta|title|\?xml)/i.test(start) && anywhere.test(text));
}

/** The outer sequence and version 3 of PKCS #12, in base64 or as bytes read as text (where damaged bytes become a mark). */
function isPkcs12(start: string): boolean {
  const isBase64 = /^MI[I-L][A-Za-z0-9+/]{2}[AQgw]IBAzCC/.test(start) || start.startsWith('-----BEGIN PKCS12-----');
  const version = start.indexOf('\u0002\u0001\u0003');
  return isBase64 || (/^0[\uFFFD\u0080-\u0084]/.test(start) && version > 1 && version < 9);
}
