/** Profiles that bring a whole tunnel: WireGuard and its descendant, OpenVPN, SSH. Types only, names are stable. */
import type { ProfileBase } from './profile.ts';

/** The other end of a WireGuard tunnel. */
export type WireguardPeer = {
  /** Base64. */
  readonly publicKey: string;
  /** Base64. */
  readonly presharedKey?: string;
  /** Where it listens; of the first peer the same as the profile's own `server` and `port`. */
  readonly server: string;
  readonly port: number;
  /** Networks behind it, `10.0.0.0/8`; absent means everything. */
  readonly allowedIps?: readonly string[];
  /** Seconds between two signs of life. */
  readonly keepalive?: number;
  /** Three numbers 0-255 that some servers want in every packet. */
  readonly reserved?: readonly number[];
};

interface WireguardFields extends ProfileBase {
  /** Base64. */
  readonly privateKey: string;
  /** Own addresses inside the tunnel with their mask, `10.8.0.2/32`. */
  readonly addresses: readonly string[];
  /** Name servers to ask through the tunnel; names among them are search domains. */
  readonly dns?: readonly string[];
  readonly mtu?: number;
  /** At least one. */
  readonly peers: readonly WireguardPeer[];
}

export interface WireguardProfile extends WireguardFields {
  readonly type: 'wireguard';
}

export interface AmneziawgProfile extends WireguardFields {
  readonly type: 'amneziawg';
  /**
   * Every AmneziaWG key of the file, versions 1 to 3.1, value untouched, named as in the file with a small first
   * letter: `jc`, `jmin`, `s1`, `h1`, `i1`, `itime`, `headerProtectionKey`, `randomTrailers`, …
   */
  readonly amnezia: Readonly<Record<string, string>>;
}

export interface SshProfile extends ProfileBase {
  readonly type: 'ssh';
  readonly username: string;
  readonly password?: string;
  /** PEM. */
  readonly privateKey?: string;
  /** Of the private key. */
  readonly passphrase?: string;
  /** Accepted host keys as in `known_hosts` without the host: `ssh-ed25519 AAAA…`. None means that any is accepted. */
  readonly hostKeys?: readonly string[];
}

export type OpenvpnRemote = {
  readonly server: string;
  readonly port: number;
  readonly protocol: 'udp' | 'tcp';
};

/** What may be shown of a certificate that a profile brings along; nothing here is secret, names are hostile. */
export type CertificateFacts = {
  /** The block it stands in. */
  readonly place: 'ca' | 'cert' | 'extra-certs';
  /** One line, `CN=…, O=…`. */
  readonly subject: string;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** SHA-256, lower-case hex. */
  readonly fingerprint: string;
};

export interface OpenvpnProfile extends ProfileBase {
  readonly type: 'openvpn';
  /** In the file's order, at least one; the first is the profile's own `server` and `port`. */
  readonly remotes: readonly OpenvpnRemote[];
  /** The directives of the file in order, each as its words, without remotes and inline blocks: `['cipher', 'AES-256-GCM']`. */
  readonly directives: readonly (readonly string[])[];
  /** Inline blocks by tag (`ca`, `cert`, `key`, `tls-auth`, `tls-crypt`, …): the text between the tags. */
  readonly blocks: Readonly<Record<string, string>>;
  /** The file asks for a name and a password (`auth-user-pass`). */
  readonly needsUserPass: boolean;
  readonly username?: string;
  readonly password?: string;
  /** What the reader saw in `blocks`, for display; says nothing that is not in there. */
  readonly certificates?: readonly CertificateFacts[];
}
