/** Types that the files beside `engine-config.ts` pass to each other. */
import type { TlsFields } from '../../shared/profile.ts';

/** Some fields of one server in the library's terms. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a family's file answers: everything but name, server and port. */
export type ProxyFields = Fields & { readonly type: string };

/** What a transport needs to know of the profile around it. */
export interface TransportContext extends Pick<TlsFields, 'security' | 'sni'> {
  readonly protocol: 'vless' | 'vmess' | 'trojan';
  readonly server: string;
}
