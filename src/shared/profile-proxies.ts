/** Profiles of proxy protocols beside the common ones of `profile.ts`. Types only, with the same promise of stable names. */
import type { ProfileBase, TlsFields } from './profile.ts';

/** ShadowsocksR. */
export interface SsrProfile extends ProfileBase {
  readonly type: 'ssr';
  /** Lower-case cipher name. */
  readonly method: string;
  readonly password: string;
  /** `origin`, `auth_aes128_md5`, … */
  readonly protocol: string;
  readonly protocolParam?: string;
  /** `plain`, `http_simple`, `tls1.2_ticket_auth`, … */
  readonly obfs: string;
  readonly obfsParam?: string;
}

/** Hysteria 1, which shares nothing but the idea with its successor. */
export interface HysteriaProfile extends ProfileBase, TlsFields {
  readonly type: 'hysteria';
  /** The password as text; absent for servers without one. */
  readonly auth?: string;
  /** `xplus` when `obfsPassword` obfuscates the packets. */
  readonly obfs?: string;
  readonly obfsPassword?: string;
  /** How packets travel: `udp` (absent means that), `wechat-video`, `faketcp`. */
  readonly protocol?: string;
  /** Bandwidth as given (`100`, `100 mbps`); the protocol demands it. */
  readonly up?: string;
  readonly down?: string;
  /** Port hopping list, canonical `443,5000-6000`; `port` is its first port. */
  readonly ports?: string;
  /** Seconds. */
  readonly hopInterval?: string;
}

/** How a Hysteria 2 server without an address of its own is found. */
export type Hysteria2Realm = {
  readonly id: string;
  /** Shown to the rendezvous. */
  readonly token: string;
  /** STUN servers, `host:port`. */
  readonly stun?: readonly string[];
  /** The rendezvous speaks HTTP without TLS. */
  readonly plain?: boolean;
};

/** TUIC; version 4 has a token, version 5 a user id and a password. */
export interface TuicProfile extends ProfileBase, TlsFields {
  readonly type: 'tuic';
  readonly version: 4 | 5;
  readonly uuid?: string;
  readonly password?: string;
  readonly token?: string;
  /** `cubic`, `new_reno`, `bbr`. */
  readonly congestionControl?: string;
  /** `native` or `quic`. */
  readonly udpRelayMode?: string;
  /** Ask for no server name at all. */
  readonly disableSni?: boolean;
  /** Send before the handshake ends (0-RTT), at the price of replay. */
  readonly reduceRtt?: boolean;
  /** As given: `10s`, or milliseconds. */
  readonly heartbeat?: string;
}

export interface AnytlsProfile extends ProfileBase, TlsFields {
  readonly type: 'anytls';
  readonly password: string;
  /** Seconds between two looks for idle sessions, and after which one is closed. */
  readonly idleSessionCheckInterval?: number;
  readonly idleSessionTimeout?: number;
  /** Idle sessions that are kept open. */
  readonly minIdleSession?: number;
}

export interface SnellProfile extends ProfileBase {
  readonly type: 'snell';
  readonly psk: string;
  /** 1-5. */
  readonly version: number;
  /** `http` or `tls`. */
  readonly obfs?: string;
  readonly obfsHost?: string;
  /** One connection for several requests. */
  readonly reuse?: boolean;
}

/** One or several ports of a mieru server, and what is spoken there. */
export type MieruBinding = {
  /** `443` or `2000-2010`. */
  readonly ports: string;
  readonly protocol: 'tcp' | 'udp';
};

export interface MieruProfile extends ProfileBase {
  readonly type: 'mieru';
  readonly username: string;
  readonly password: string;
  /** At least one; `port` is the first port of the first. */
  readonly bindings: readonly MieruBinding[];
  /** `MULTIPLEXING_OFF`, `MULTIPLEXING_LOW`, … */
  readonly multiplexing?: string;
  /** `HANDSHAKE_STANDARD`, `HANDSHAKE_NO_WAIT`. */
  readonly handshakeMode?: string;
  /** Base64. */
  readonly trafficPattern?: string;
  readonly mtu?: number;
}

/** NaïveProxy: needs Chromium's network library, which Byway has not. Kept, never run. */
export interface NaiveProfile extends ProfileBase, TlsFields {
  readonly type: 'naive';
  readonly username?: string;
  readonly password?: string;
  readonly protocol: 'https' | 'quic';
  readonly extraHeaders?: Readonly<Record<string, string>>;
}

/** SOCKS 4. Kept, never run. */
export interface Socks4Profile extends ProfileBase {
  readonly type: 'socks4';
  readonly username?: string;
  /** SOCKS 4a: the proxy resolves names. */
  readonly remoteDns?: boolean;
}

/** A proxy that only Telegram speaks to: handed to Telegram, never run. */
export interface MtprotoProfile extends ProfileBase {
  readonly type: 'mtproto';
  /** The sixteen bytes of the key in lower-case hex, without the mode's first byte and without the domain. */
  readonly secret: string;
  /** As bare 16 bytes, with random padding (`dd`), or disguised as TLS (`ee`). */
  readonly mode: 'plain' | 'dd' | 'ee';
  /** The site that `ee` imitates. */
  readonly domain?: string;
}

/** A guess at how the secret of a Telegram proxy was damaged. */
export interface RepairOffer {
  /** The last digit is too many · only the first sixteen bytes count · two letters stand in front of base64. */
  readonly kind: 'last-digit' | 'first-bytes' | 'letters';
  /** The whole link with the other secret: as secret as any link. */
  readonly link: string;
}

/**
 * A server of a kind that Byway knows by name only. Kept and exported unchanged, never run. `server` may be empty and
 * `port` 0 when the text does not show them.
 */
export interface UnsupportedProfile extends ProfileBase {
  readonly type: 'unsupported';
  /** Lower-case, without `://`. */
  readonly scheme: string;
  /** The whole link: all that is known, whatever becomes of `raw`. */
  readonly link: string;
}
