/** Chromium knows no app: scheme, so its pages live under https names that resolve nowhere and are answered by interception. */

const suffix = '.app.invalid';

/** `app://byway/x` → `https://byway.app.invalid/x`; other addresses stay. */
export function toChromium(address: string): string {
  const url = new URL(address);
  return url.protocol === 'app:' ? `https://${url.host}${suffix}${url.pathname}${url.search}${url.hash}` : address;
}

/** The way back. */
export function toElectron(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.protocol !== 'https:' || !url.host.endsWith(suffix)) return address;
  return `app://${url.host.slice(0, -suffix.length)}${url.pathname}${url.search}${url.hash}`;
}

/** Origin as Electron gives it for a standard scheme. */
export function originOf(address: string): string {
  const electron = toElectron(address);
  const url = URL.canParse(electron) ? new URL(electron) : undefined;
  if (url === undefined) return 'null';
  return url.protocol === 'app:' ? `app://${url.host}` : url.origin;
}
