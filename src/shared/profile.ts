/**
 * What Byway knows of one server: a plain readonly object, one variant per protocol, told apart by `type`.
 * Field names are documented for scripts (`byway parse --json`) and must stay stable. Types only: the schema that
 * checks stored profiles is `profile-schema.ts`, which the renderer may not import.
 */

import type {
  AnytlsProfile,
  Hysteria2Realm,
  HysteriaProfile,
  MieruProfile,
  MtprotoProfile,
  NaiveProfile,
  RepairOffer,
  SnellProfile,
  Socks4Profile,
  SsrProfile,
  TuicProfile,
  UnsupportedProfile,
} from './profile-proxies.ts';
import type { AmneziawgProfile, OpenvpnProfile, SshProfile, WireguardProfile } from './profile-tunnels.ts';

/** Query parameters or JSON fields that no rule knows, kept in order of appearance and exported again. */
export type Extra = Readonly<Record<string, string>>;

/** How a profile came here. */
export type ProfileSource =
  | { readonly kind: 'paste' }
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'link' } // opened by the system
  | { readonly kind: 'practice' } // the engine's own practice server; its port is filled in at connect time
  | { readonly kind: 'subscription'; readonly id: string };

/** Fields every profile has. */
export interface ProfileBase {
  /** The name from the link's fragment, untouched and possibly hostile: show `displayName(name)`, never this. */
  readonly name: string;
  /** Host name (ASCII, no trailing dot) or IP address without brackets. */
  readonly server: string;
  /** 1-65535. */
  readonly port: number;
  /** The exact original text, for a byte-exact export while nothing was edited. */
  readonly raw?: string;
  readonly extra?: Extra;
  /** The server through which this one is reached, which may have one of its own: at most four below one profile. */
  readonly detour?: Profile;
}

/** TLS as the client should speak it. Shared by every protocol that can be wrapped in it. */
export interface TlsFields {
  readonly security: 'none' | 'tls' | 'reality';
  /** Server name to ask for; absent means `server`. */
  readonly sni?: string;
  readonly alpn?: readonly string[];
  /** Accept any certificate. */
  readonly insecure?: boolean;
  /** uTLS client fingerprint: chrome, firefox, safari, ios, android, edge, 360, qq, random, randomized. */
  readonly fingerprint?: string;
  /** REALITY public key, base64url. */
  readonly publicKey?: string;
  /** REALITY short id: hex text, possibly empty, never a number. */
  readonly shortId?: string;
  readonly spiderX?: string;
  /** REALITY ML-DSA-65 verification key (`pqv`). */
  readonly mldsa65Verify?: string;
  /** Encrypted Client Hello configuration, base64 or `domain+https://resolver`. */
  readonly ech?: string;
  /** SHA-256 fingerprints of accepted certificates, lower-case hex without colons. */
  readonly certificatePins?: readonly string[];
  /** Names of which one must stand in the certificate (`vcn`). */
  readonly verifyNames?: readonly string[];
}

/** How the byte stream travels below the protocol. */
export type Transport =
  | { readonly type: 'tcp'; readonly headerType?: string; readonly host?: string; readonly path?: string }
  | {
      readonly type: 'ws';
      readonly path?: string;
      readonly host?: string;
      /** Bytes of early data, with the header that carries them. */
      readonly earlyData?: number;
      readonly earlyDataHeader?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Any `earlyData` only says that the first bytes may go out with the request. */
  | { readonly type: 'httpupgrade'; readonly path?: string; readonly host?: string; readonly headers?: Readonly<Record<string, string>>; readonly earlyData?: number }
  /** HTTP/2; `host` may be a comma list. */
  | { readonly type: 'h2'; readonly path?: string; readonly host?: string }
  | { readonly type: 'grpc'; readonly serviceName?: string; readonly authority?: string; readonly mode?: string }
  /** `extra` is JSON kept as text: it can hold 64-bit integers that JSON.parse would ruin. */
  | { readonly type: 'xhttp'; readonly path?: string; readonly host?: string; readonly mode?: string; readonly extra?: string }
  | { readonly type: 'kcp'; readonly headerType?: string; readonly seed?: string; readonly mtu?: number; readonly tti?: number }
  | { readonly type: 'quic'; readonly headerType?: string; readonly quicSecurity?: string; readonly key?: string };

export interface ShadowsocksProfile extends ProfileBase {
  readonly type: 'shadowsocks';
  /** Lower-case cipher name. */
  readonly method: string;
  readonly password: string;
  /** SIP003 plugin name as in the link (`obfs-local`, `v2ray-plugin`, `shadow-tls`, …). */
  readonly plugin?: string;
  /** SIP003 options in order, unescaped; a flag without value has the value `true`. */
  readonly pluginOptions?: Readonly<Record<string, string>>;
  /** Outline's salt prefix, as bytes in lower-case hex. */
  readonly prefix?: string;
  readonly udpOverTcp?: boolean;
}

export interface VmessProfile extends ProfileBase, TlsFields {
  readonly type: 'vmess';
  readonly uuid: string;
  /** `auto`, `none`, `zero`, `aes-128-gcm`, `chacha20-poly1305`. */
  readonly method: string;
  readonly alterId: number;
  readonly packetEncoding?: string;
  readonly transport: Transport;
}

export interface VlessProfile extends ProfileBase, TlsFields {
  readonly type: 'vless';
  readonly uuid: string;
  readonly flow?: string;
  /** `none`, or the opaque post-quantum string. */
  readonly encryption?: string;
  readonly packetEncoding?: string;
  readonly transport: Transport;
}

export interface TrojanProfile extends ProfileBase, TlsFields {
  readonly type: 'trojan';
  readonly password: string;
  readonly flow?: string;
  /** Trojan-Go's Shadowsocks layer below Trojan. */
  readonly ssLayer?: { readonly method: string; readonly password: string };
  readonly transport: Transport;
}

export interface Hysteria2Profile extends ProfileBase, TlsFields {
  readonly type: 'hysteria2';
  readonly password: string;
  /** `salamander` or `gecko`. */
  readonly obfs?: string;
  readonly obfsPassword?: string;
  /** Port hopping list, canonical `443,5000-6000`; `port` is its first port. */
  readonly ports?: string;
  /** Seconds, or a range `5-30`. */
  readonly hopInterval?: string;
  /** Bandwidth as given (`100 mbps`): imported, never exported. */
  readonly up?: string;
  readonly down?: string;
  /** A server behind NAT, met at a rendezvous, whose address is then the profile's own. */
  readonly realm?: Hysteria2Realm;
}

export interface Socks5Profile extends ProfileBase, TlsFields {
  readonly type: 'socks5';
  readonly username?: string;
  readonly password?: string;
}

export interface HttpProfile extends ProfileBase, TlsFields {
  readonly type: 'http';
  readonly username?: string;
  readonly password?: string;
}

/** One server description without Byway's own bookkeeping. */
export type Profile =
  | ShadowsocksProfile
  | VmessProfile
  | VlessProfile
  | TrojanProfile
  | Hysteria2Profile
  | Socks5Profile
  | HttpProfile
  | SsrProfile
  | HysteriaProfile
  | TuicProfile
  | AnytlsProfile
  | SnellProfile
  | MieruProfile
  | NaiveProfile
  | Socks4Profile
  | MtprotoProfile
  | WireguardProfile
  | AmneziawgProfile
  | SshProfile
  | OpenvpnProfile
  | UnsupportedProfile;

export type ProfileType = Profile['type'];

/** A profile in the list: its description plus what Byway keeps about it. */
export interface StoredProfile {
  /** Random, 16 bytes base64url; never derived from the link. */
  readonly id: string;
  readonly profile: Profile;
  readonly source: ProfileSource;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
  /** The person's own name for it, if they renamed it. */
  readonly ownName?: string;
}

/** A part of the input that was refused. */
export interface Reject {
  /** 1-based line in the pasted text. */
  readonly line: number;
  readonly code: import('./fault.ts').FaultCode;
  /** One sentence in English for scripts; the UI uses the code's own text. */
  readonly reason: string;
  /** The beginning of the refused text, redacted, at most 80 characters. */
  readonly excerpt: string;
  /** The same part with a guess at its damage undone, to be tried only when a person says so. */
  readonly repair?: RepairOffer;
}

/** The address of a list of servers, found in a text. Nothing was fetched. */
export interface FoundSubscription {
  /** http or https, without the fragment that names it. */
  readonly url: string;
  /** As given, and possibly hostile: show `displayName(name)`. */
  readonly name?: string;
  /** 1-based line in the pasted text. */
  readonly line: number;
}

/** What a text held. */
export interface Parsed {
  readonly profiles: readonly Profile[];
  readonly rejected: readonly Reject[];
  /** Absent means none. */
  readonly subscriptions?: readonly FoundSubscription[];
  /** What a person should know about the text, in plain English sentences without secrets; absent means nothing. */
  readonly notes?: readonly string[];
}

/** Things a person should know before using a profile; each has a sentence `warning.<code>`. */
export type ProfileWarning =
  | 'unencrypted' // the way to the server is not encrypted
  | 'insecure' // certificates are not checked
  | 'old-cipher' // a cipher that can be recognised and broken
  | 'private-address' // the server is on this computer or the local network
  | 'look-alike-host' // the address mixes alphabets, or imitates Latin letters
  | 'punycode-host' // the address is written in another alphabet
  | 'strange-name' // the name holds hidden marks, or letters that imitate others
  | 'expired-certificate' // its own certificate, or every one that it would accept, is past its time
  | 'name-unchecked' // the file asks for a check of the server's certificate that the engine cannot do
  | 'not-uuid'; // the user id is not a UUID (legal, but often a typing mistake)
