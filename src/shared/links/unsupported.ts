/** Schemes that Byway knows and does not read: each with the sentence that says so. */

const otherServer = 'This kind of server link is known, but Byway cannot run it.';
const subscription = 'This link adds a subscription to another program; Byway does not read it.';
const privateForm = 'This link is the private form of another program, which Byway does not read.';
const telegram = 'This is a link to a proxy for the Telegram app, which Byway does not run.';
const sealed = 'This link can be read by one program only; ask whoever sent it for an ordinary one.';

const groups: readonly (readonly [sentence: string, schemes: readonly string[]])[] = [
  [
    otherServer,
    [
      'ssr', 'ssd', 'tuic', 'wireguard', 'wg', 'awg', 'amneziawg', 'hysteria', 'hy', 'hysteria2+realm', 'hysteria2+realm+http',
      'anytls', 'ssh', 'snell', 'mieru', 'mierus', 'naive', 'naive+https', 'naive+quic', 'socks4', 'socks4a', 'vpn', 'warp',
      'juicity', 'brook', 'shadowtls', 'tt', 'trusttunnel', 'dnstt', 'psiphon', 'openvpn', 'masque', 'sudoku', 'shadowquic',
    ],
  ],
  [telegram, ['tg', 'telegram']],
  [
    subscription,
    [
      'ssconf', 'sub', 'clash', 'mihomo', 'clashmeta', 'clash-verge', 'stash', 'sparkle', 'karing', 'sing-box', 'v2rayn', 'v2rayng',
      'hiddify', 'streisand', 'v2raytun', 'incy', 'v2box', 'shadowrocket', 'quantumult', 'quantumult-x', 'surge', 'loon',
    ],
  ],
  [privateForm, ['json', 'sn']],
  [sealed, ['happ']],
];

const sentences: ReadonlyMap<string, string> = new Map(
  groups.flatMap(([sentence, schemes]) => schemes.map((scheme) => [scheme, sentence] as const)),
);

/** Why this scheme is refused; undefined for one that is not on the list. */
export function unsupportedReason(scheme: string): string | undefined {
  return sentences.get(scheme);
}
