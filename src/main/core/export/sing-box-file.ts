/** Servers as a sing-box file: outbounds and endpoints. Pure. */
import type { Profile } from '../../../shared/profile.ts';
import { distinctNames } from './named.ts';
import { outboundFields, outboundType, wireguardEndpoint } from './sing-box-types.ts';
import type { Fields } from './sing-box-stream.ts';
import { notWritten, type LeftOut, type Written } from './written.ts';

/** Every server with those on the way to it; what sing-box cannot run as meant is left out. */
export function writeSingBox(profiles: readonly Profile[]): Written {
  const names = distinctNames(profiles);
  const items: Fields[] = [];
  const leftOut: LeftOut[] = [];
  for (const [index, profile] of profiles.entries()) {
    const chain = chainOf(profile, names[index] ?? '');
    if (chain === undefined) leftOut.push(notWritten(index, outboundFields({ ...profile, ...plain }) === undefined ? 'no-form' : 'no-field'));
    else items.push(...chain);
  }
  if (items.length === 0) return { text: '', leftOut };
  const outbounds = items.filter((item) => item['type'] !== 'wireguard');
  const endpoints = items.filter((item) => item['type'] === 'wireguard');
  const file = { ...(outbounds.length === 0 ? {} : { outbounds }), ...(endpoints.length === 0 ? {} : { endpoints }) };
  return { text: `${JSON.stringify(file, undefined, 2)}\n`, leftOut };
}

/** To tell "no such type" from "a setting that has no word". */
const plain = { certificatePins: [], verifyNames: [], transport: { type: 'tcp' } } as const;

function chainOf(profile: Profile, tag: string): readonly Fields[] | undefined {
  const own = itemOf(profile, tag);
  if (own === undefined || profile.detour === undefined) return own === undefined ? undefined : [own];
  const below = chainOf(profile.detour, `${tag}-hop`);
  return below === undefined ? undefined : [{ ...own, detour: `${tag}-hop` }, ...below];
}

function itemOf(profile: Profile, tag: string): Fields | undefined {
  if (profile.type === 'wireguard' || profile.type === 'amneziawg') {
    const endpoint = wireguardEndpoint(profile);
    return endpoint === undefined ? undefined : { type: 'wireguard', tag, ...endpoint };
  }
  const fields = outboundFields(profile);
  return fields === undefined ? undefined : { type: outboundType(profile), tag, server: profile.server, server_port: profile.port, ...fields };
}
