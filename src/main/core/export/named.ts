/** A profile under the name that leaves with it, changed no more than that needs. Pure. */
import { parseLink } from '../../../shared/links/registry.ts';
import type { Profile } from '../../../shared/profile.ts';

/**
 * The profile under another name; the empty name takes it out. The original text survives byte for byte where the name
 * stays, or stands in the fragment alone; else the link is written anew.
 */
export function underName(profile: Profile, name: string): Profile {
  if (profile.name === name) return profile;
  const { raw, ...edited } = profile;
  const renamed: Profile = { ...edited, name };
  const cut = raw === undefined || profile.type === 'unsupported' ? undefined : withFragment(raw, name);
  return cut === undefined ? renamed : { ...renamed, raw: cut };
}

/** The same link with another fragment; undefined unless it reads back under exactly that name. */
function withFragment(raw: string, name: string): string | undefined {
  if (/[\r\n]/.test(raw)) return undefined;
  const hash = raw.indexOf('#');
  const body = hash < 0 ? raw : raw.slice(0, hash);
  const text = name === '' ? body : `${body}#${encodeURIComponent(name)}`;
  const read = parseLink(text);
  return read.ok && read.value.name === name ? text : undefined;
}

/** Names for formats in which each must be different and none empty: `a`, `a 2`, … in the order given. */
export function distinctNames(profiles: readonly Profile[]): readonly string[] {
  const taken = new Set<string>();
  return profiles.map((profile) => {
    const plain = profile.name.trim() === '' ? `${profile.type} ${profile.server}:${profile.port}` : profile.name.trim();
    let name = plain;
    for (let next = 2; taken.has(name); next += 1) name = `${plain} ${next}`;
    taken.add(name);
    return name;
  });
}
