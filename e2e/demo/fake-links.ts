/** Made-up owners of links, for the demo's settings. */
import { shareSchemes, type SchemeOwner, type ShareScheme } from '../../src/shared/link-schemes.ts';

const others: Partial<Record<ShareScheme, string>> = { ss: 'Hiddify', vless: 'v2rayN', hysteria2: 'Hiddify' };
const taken = new Set<ShareScheme>(['trojan']);

export function fakeOwners(): readonly SchemeOwner[] {
  return shareSchemes.map((scheme) => {
    const owner = taken.has(scheme) ? 'Byway' : others[scheme];
    return { scheme, ours: taken.has(scheme), ...(owner === undefined ? {} : { owner }) };
  });
}

export function fakeOpen({ scheme, ours }: { readonly scheme: ShareScheme; readonly ours: boolean }): readonly SchemeOwner[] {
  if (ours) taken.add(scheme);
  else taken.delete(scheme);
  return fakeOwners();
}
