/** What a person can choose. Defaults with their reasons; the schema that checks stored and sent values is below. */
import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ }).max(2048);

export const settingsSchema = z.object({
  /** `system` follows the desktop. */
  theme: z.enum(['system', 'light', 'dark', 'contrast']).default('system'),
  /** `system` follows the desktop's language where it is one of ours, else English. */
  language: z.enum(['system', 'en', 'ru', 'fa', 'zh']).default('system'),
  /**
   * hold: programs wait until another way is found, none goes around (a silent direct connection is what a blocked
   * person must not get). release: the earlier settings come back at once.
   */
  whenWayCloses: z.enum(['hold', 'release']).default('hold'),
  /** Whether connecting points the system's proxy settings at Byway. */
  useSystemProxy: z.boolean().default(true),
  /**
   * If Byway dies, programs go directly, through a script of automatic configuration that the engine serves. Off: they
   * wait for the earlier settings, because a silent direct connection is what a blocked person must not get.
   */
  directWithoutByway: z.boolean().default(false),
  /**
   * Addresses asked through the tunnel before it is called "on", tried in turn. Plain http is fine: only the fact
   * that bytes come back counts. Several owners, so that one blocked or dead site does not look like a dead server.
   */
  checkAddresses: z
    .array(url)
    .min(1)
    .max(8)
    .default(['https://www.gstatic.com/generate_204', 'http://cp.cloudflare.com/generate_204', 'http://detectportal.firefox.com/success.txt']),
  /** Hosts that programs reach directly: goes into the system proxy's own exception list. Local networks by default. */
  bypass: z
    .array(z.string().min(1).max(253).regex(/^[A-Za-z0-9_.:*/-]+$/))
    .max(64)
    .default(['localhost', '127.0.0.0/8', '::1', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '*.local']),
  /** Closing the window keeps the connection (tray hosts only). */
  keepRunning: z.boolean().default(true),
  /**
   * Says when a link lies on the clipboard as the window comes to the front. On: it is looked at on this computer only,
   * nothing is taken from it without a click, and many people do not know that they could paste.
   */
  noticeClipboard: z.boolean().default(true),
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;
export type SettingKey = keyof Settings;

/** The defaults, complete. */
export const defaultSettings: Settings = settingsSchema.parse({});
