/** The schemes under which a system may hand links to Byway. `tg:` is not among them and never will be: it is Telegram's. */

/** Byway's own, registered always. */
export const ownScheme = 'byway';

/** Other programs use these too, so each is taken only when the person switches it on. */
export const shareSchemes = ['ss', 'vless', 'vmess', 'trojan', 'hysteria2', 'tuic'] as const;
export type ShareScheme = (typeof shareSchemes)[number];

/** Who opens links of a scheme on this computer now. */
export interface SchemeOwner {
  readonly scheme: ShareScheme;
  /** As the system calls the program; absent when there is none. */
  readonly owner?: string;
  /** True when it is Byway. */
  readonly ours: boolean;
}
