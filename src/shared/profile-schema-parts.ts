/** The pieces that the schemas of several profile types share, each with its bounds. Main process only. */
import { z } from 'zod';

/** Longest text in a profile, in UTF-16 units: twice the longest line an import reads. */
export const longest = 128 * 1024;
export const text = z.string().max(longest);
export const word = z.string().max(256);
export const texts = z.array(text).max(1_000).readonly();
export const options = z.record(z.string().max(longest), text).readonly();

export const server = z.string().min(1).max(253);
export const port = z.int().min(1).max(65_535);
export const flag = z.boolean().exactOptional();
export const maybe = text.exactOptional();
/** A number of seconds, bytes or milliseconds. */
export const count = z.int().min(0).max(0x7fff_ffff).exactOptional();

export const base = {
  name: text,
  server,
  port,
  raw: text.exactOptional(),
  extra: options.exactOptional(),
};

export const tls = {
  security: z.enum(['none', 'tls', 'reality']),
  sni: text.exactOptional(),
  alpn: texts.exactOptional(),
  insecure: z.boolean().exactOptional(),
  fingerprint: text.exactOptional(),
  publicKey: text.exactOptional(),
  shortId: text.exactOptional(),
  spiderX: text.exactOptional(),
  mldsa65Verify: text.exactOptional(),
  ech: text.exactOptional(),
  certificatePins: texts.exactOptional(),
  verifyNames: texts.exactOptional(),
};
