/** The schema of transports. Main process only. */
import { z } from 'zod';
import { count, options, text } from './profile-schema-parts.ts';

const path = text.exactOptional();
const host = text.exactOptional();
const mode = text.exactOptional();
const headers = options.exactOptional();
const headerType = text.exactOptional();

/** How the byte stream travels. */
export const transportSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('tcp'), headerType, host, path }),
  z.looseObject({ type: z.literal('ws'), path, host, earlyData: count, earlyDataHeader: text.exactOptional(), headers }),
  z.looseObject({ type: z.literal('httpupgrade'), path, host, headers, earlyData: count }),
  z.looseObject({ type: z.literal('h2'), path, host }),
  z.looseObject({ type: z.literal('grpc'), serviceName: text.exactOptional(), authority: text.exactOptional(), mode }),
  z.looseObject({ type: z.literal('xhttp'), path, host, mode, extra: text.exactOptional() }),
  z.looseObject({ type: z.literal('kcp'), headerType, seed: text.exactOptional(), mtu: count, tti: count }),
  z.looseObject({ type: z.literal('quic'), headerType, quicSecurity: text.exactOptional(), key: text.exactOptional() }),
]);
