/** How one server is named and described. Pure; used by every screen that shows servers. */
import type { FaultCode } from '../shared/fault.ts';
import type { ProbeState, ProfileCard } from '../shared/snapshot.ts';
import type { Text, TextKey } from '../shared/text.ts';
import type { GlyphKind } from './parts/glyph.tsx';
import { sizeText, tookText } from './quantity.ts';

/** Name given to the practice server's entry by the app; shown in the language of the page until a person renames it. */
const practiceName = 'Practice';

/** The name to show, cleaned already. Always put it in `<bdi>` or `dir="auto"`. */
export function serverName(text: Text, card: ProfileCard): string {
  return card.source === 'practice' && card.name === practiceName ? text.t('practice.name') : card.name;
}

/** Whose address it is and where: "Polder Hosting · Netherlands"; undefined where the table does not know. */
export function networkText(text: Text, card: Pick<ProfileCard, 'network'>): string | undefined {
  const { network } = card;
  if (network === undefined) return undefined;
  const country = network.country === undefined ? undefined : countryName(text.language, network.country);
  return country === undefined ? isolated(network.name) : text.t('server.network', { name: isolated(network.name), country });
}

/** The holder's name keeps its own direction inside a sentence. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

function countryName(language: string, code: string): string | undefined {
  return new Intl.DisplayNames([language], { type: 'region', style: 'short', fallback: 'none' }).of(code);
}

const securityNames: Readonly<Record<ProfileCard['security'], string>> = { none: '', tls: 'TLS', reality: 'Reality' };
const transportNames: Readonly<Record<string, string>> = {
  ws: 'WebSocket', httpupgrade: 'HTTP Upgrade', h2: 'HTTP/2', grpc: 'gRPC', xhttp: 'XHTTP', kcp: 'mKCP', quic: 'QUIC',
};

/** "VLESS with Reality over gRPC". */
export function kindText(text: Text, card: ProfileCard): string {
  if (card.source === 'practice') return text.t('kind.practice');
  const kind = text.t(`kind.${card.type}`);
  const part = card.type === 'hysteria2' ? '' : securityNames[card.security];
  const plain = card.transport === 'tcp' || card.type === 'hysteria2';
  const way = plain ? '' : (transportNames[card.transport] ?? card.transport);
  if (part !== '' && way !== '') return text.t('kind.with-two', { kind, part, way });
  if (part !== '') return text.t('kind.with-one', { kind, part });
  return way === '' ? kind : text.t('kind.over', { kind, way });
}

/** A test's outcome in one glyph, one word and at most one number. */
export interface Outcome {
  readonly glyph: GlyphKind;
  readonly tone: 'good' | 'slow' | 'bad' | 'quiet' | 'asking';
  readonly word: TextKey;
  readonly number: string;
}

/** Slower than this is called slow, milliseconds. */
export const slowMs = 1000;

export function outcomeOf(text: Text, card: ProfileCard, probe: ProbeState | undefined): Outcome {
  if (card.cannotRun !== undefined) return { glyph: 'no-answer', tone: 'bad', word: 'result.cannot-run', number: '' };
  switch (probe?.kind) {
    case undefined:
      return { glyph: 'untested', tone: 'quiet', word: 'result.untested', number: '' };
    case 'queued':
      return { glyph: 'waiting', tone: 'quiet', word: 'result.queued', number: '' };
    case 'asking':
      return { glyph: 'asking', tone: 'asking', word: 'result.asking', number: '' };
    case 'good':
      return probe.ms > slowMs
        ? { glyph: 'slow', tone: 'slow', word: 'result.slow', number: tookText(text, probe.ms) }
        : { glyph: 'good', tone: 'good', word: 'result.good', number: tookText(text, probe.ms) };
    case 'failed':
      return failedOutcome(text, probe.fault.code, probe.bytes);
  }
}

const silent: ReadonlySet<FaultCode> = new Set<FaultCode>(['name-unresolved', 'refused', 'unreachable', 'timeout']);
const turnedAway: ReadonlySet<FaultCode> = new Set<FaultCode>(['auth-failed', 'reality-refused']);

function failedOutcome(text: Text, code: FaultCode, bytes: number): Outcome {
  if (code === 'cancelled') return { glyph: 'untested', tone: 'quiet', word: 'result.untested', number: '' };
  if (code === 'cut-off') return { glyph: 'cut-off', tone: 'bad', word: 'result.cut-off', number: sizeText(text, bytes) };
  const word = silent.has(code) ? 'result.no-answer' : turnedAway.has(code) ? 'result.refused' : 'result.failed';
  return { glyph: 'no-answer', tone: 'bad', word, number: '' };
}
