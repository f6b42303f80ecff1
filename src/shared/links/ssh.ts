/** `ssh://user:password@host[:22]?pk=…&hk=…#name`: pk is a private key in PEM or its body alone, hk a list of host keys. */
import { fail, succeed, type Result } from '../fault.ts';
import type { SshProfile } from '../profile-tunnels.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { formatHost, readEndpoint } from './host.ts';
import { decodeSecret, encodePercent } from './percent.ts';
import { formatFragment, formatQuery, readQuery, restOf, splitList, takeText } from './query.ts';
import { splitLink } from './split.ts';
import { readHostKey, readPrivateKey, writePrivateKey } from './ssh-keys.ts';
import { takeName } from './vless.ts';

export const sshLinks: LinkCodec<SshProfile> = { schemes: ['ssh'], parse: parseSsh, format: formatSsh };

function parseSsh(link: string): Result<SshProfile> {
  const parts = splitLink(link);
  const user = parts.user ?? '';
  const colon = user.indexOf(':');
  const username = decodeSecret(colon < 0 ? user : user.slice(0, colon));
  if (username === '') return fail('link-missing-field', 'The user name in front of the @ is missing.');
  const endpoint = readEndpoint(parts.authority, 22);
  if (!endpoint.ok) return endpoint;
  const query = readQuery(parts.query);
  const [key, ...otherKeys] = splitList(takeText(query, 'pk', 'privatekey') ?? '');
  const privateKey = key === undefined ? undefined : readPrivateKey(key);
  if (key !== undefined && privateKey === undefined) return fail('link-bad-base64', 'The private key in this link is damaged.');
  const profile: Draft<SshProfile> = { type: 'ssh', name: takeName(query, parts), ...endpoint.value, username };
  const password = colon < 0 ? '' : decodeSecret(user.slice(colon + 1));
  if (password !== '') profile.password = password;
  if (privateKey !== undefined) profile.privateKey = privateKey;
  const passphrase = takeText(query, 'pkp', 'passphrase', 'privatekeypassphrase');
  if (passphrase !== undefined) profile.passphrase = passphrase;
  const hostKeys = splitList(takeText(query, 'hk', 'hostkey') ?? '').map(readHostKey);
  if (hostKeys.length > 0) profile.hostKeys = hostKeys;
  const extra = { ...restOf(query), ...(otherKeys.length === 0 ? {} : { pk2: otherKeys.join(',') }) };
  if (Object.keys(extra).length > 0) profile.extra = extra;
  return succeed(profile);
}

function formatSsh(profile: SshProfile): string {
  const query = formatQuery(
    [
      ['pk', profile.privateKey === undefined ? undefined : writePrivateKey(profile.privateKey)],
      ['passphrase', profile.passphrase],
      ['hk', profile.hostKeys?.join(',')],
    ],
    profile.extra,
  );
  const password = profile.password === undefined ? '' : `:${encodePercent(profile.password)}`;
  return `ssh://${encodePercent(profile.username)}${password}@${formatHost(profile.server)}:${profile.port}${query}${formatFragment(profile.name)}`;
}
