/** The judgement over what reading one fuzzed text gave, for every way into Byway. */
import { isDeepStrictEqual } from 'node:util';
import { parseDocument } from '../src/main/core/documents/parse-document.ts';
import { readJson } from '../src/main/core/documents/json-text.ts';
import { readYaml } from '../src/main/core/documents/yaml-text.ts';
import { readParcel, writeParcel } from '../src/main/core/export/parcel.ts';
import { readSubscriptionHead, subscriptionTitle } from '../src/main/core/subscription-headers.ts';
import { isWebPage } from '../src/main/core/subscription-plan.ts';
import { inflateBounded } from '../src/main/platform/inflate.ts';
import { createLockbox } from '../src/main/platform/lockbox.ts';
import { readIni } from '../src/shared/links/ini.ts';
import { parseText } from '../src/shared/links/parse-text.ts';
import { formatLink, parseLink } from '../src/shared/links/registry.ts';
import { readJsonObject } from '../src/shared/links/tolerant-json.ts';
import type { Parsed, Profile } from '../src/shared/profile.ts';
import { profileSchema } from '../src/shared/profile-schema.ts';
import { joinFrames, splitFrames } from '../src/shared/qr/frames.ts';
import { codePixels, makeCode, readCodes } from '../src/shared/qr/qr-code.ts';
import type { FuzzInput } from './fuzz-input.ts';

const tools = { inflate: inflateBounded, readDocument: parseDocument };
const lockbox = createLockbox({ log2N: 1, r: 1, p: 1 });

/** What is wrong with the answer; undefined when nothing is. */
export async function judgeInput(input: FuzzInput): Promise<string | undefined> {
  try {
    return await judges[input.entry](input.text);
  } catch (error) {
    return `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}

type Verdict = string | undefined | Promise<string | undefined>;

const judges: { readonly [Entry in FuzzInput['entry']]: (text: string) => Verdict } = {
  text: (text) => judgeParsed(parseText(text, tools)),
  document: (text) => judgeParsed(parseDocument(text) ?? parseText(text, tools)),
  head: judgeHead,
  reader: judgeReaders,
  stored: judgeStored,
  locked: judgeLocked,
  frames: judgeFrames,
  picture: judgePicture,
};

function judgeParsed({ profiles, rejected, subscriptions = [] }: Parsed): string | undefined {
  if (profiles.length + rejected.length + subscriptions.length === 0) return 'neither a profile nor a refusal';
  for (const profile of profiles) {
    const checked = profileSchema.safeParse(profile);
    if (!checked.success) return `does not fit what is stored: ${checked.error.message} ${JSON.stringify(profile)}`;
    const difference = profile.type === 'unsupported' ? undefined : judgeProfile(profile);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** Written and read again a profile is the same, but for what is left out on purpose or reads as encoded twice. */
function judgeProfile(profile: Profile): string | undefined {
  // A way is told by the text around; a file of WireGuard has to name networks that a link may leave out.
  const { raw: _raw, detour: _detour, ...rest } = profile;
  if ('peers' in rest && rest.peers.some((peer) => peer.allowedIps === undefined)) return undefined;
  if (/%[0-9a-f]{2}|[?&]ed=/i.test(JSON.stringify(rest))) return undefined;
  const { up: _up, down: _down, ...shared } = { up: '', down: '', ...rest };
  const link = formatLink(shared);
  if (link === '') return undefined;
  const again = parseLink(link);
  // Documents hold more than links can say; for those it is enough that nothing throws.
  if (profile.raw === undefined || !profile.raw.includes('://')) return undefined;
  if (!again.ok) return `is refused when written: ${again.fault.code} ${link}`;
  const { raw: _again, ...reread } = again.value;
  return isDeepStrictEqual(wellFormed(reread), wellFormed(withoutCommands(shared))) ? undefined : `reads differently when written: ${JSON.stringify(shared)} ${JSON.stringify(reread)}`;
}

/** Commands of a WireGuard file are kept, and never written. */
function withoutCommands(profile: Profile): Profile {
  if (profile.type !== 'wireguard' && profile.type !== 'amneziawg') return profile;
  const { extra, ...rest } = profile;
  const kept = Object.entries(extra ?? {}).filter(([name]) => !/^(?:pre|post)[_-]*(?:up|down)$|^save[_-]*config$/i.test(name));
  return kept.length === 0 ? rest : { ...rest, extra: Object.fromEntries(kept) };
}

/** Lone surrogates cannot be written into a link. */
function wellFormed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(/\\ud[89a-f][0-9a-f]{2}/gi, '\uFFFD'));
}

function judgeHead(text: string): string | undefined {
  const [lines = '', ...bodies] = text.split('\n\n');
  const body = bodies.join('\n\n');
  const headers = Object.fromEntries(lines.split('\n').map((line) => [line.split(':', 1)[0]?.toLowerCase() ?? '', line.slice(line.indexOf(':') + 1)] as const));
  const head = readSubscriptionHead(headers, body);
  isWebPage(body, headers);
  const title = subscriptionTitle(head, `https://a.example/${encodeURIComponent(lines.slice(0, 40).toWellFormed())}`, undefined);
  if (title === '') return 'a subscription without a title';
  if (head.supportUrl !== undefined && !/^(?:https|tg):/i.test(head.supportUrl)) return `a support address of another kind: ${head.supportUrl}`;
  return judgeParsed(parseDocument(body) ?? parseText(body, tools));
}

function judgeReaders(text: string): undefined {
  readJson(text);
  readYaml(text);
  readIni(text);
  readJsonObject(text);
}

/** A store that something has damaged: each item is taken or refused, and one that is taken can be written. */
function judgeStored(text: string): string | undefined {
  const { profiles } = parseDocument(text) ?? parseText(text, tools);
  const written = writeParcel(profiles.slice(0, 20).map((profile) => ({ profile })));
  const at = text.length === 0 ? 0 : (text.length * 7_919) % written.length;
  const read = readParcel(written.slice(0, at) + text.slice(0, 3) + written.slice(at + 2));
  for (const { profile } of read.ok ? read.value.items : []) formatLink(profile);
  const whole = readParcel(written);
  return whole.ok && whole.value.items.length === Math.min(profiles.length, 20) ? undefined : 'a profile that was written is not read again';
}

/** The header says what opening costs, so it stays whole: `lockbox.test.ts` bounds it. */
async function judgeLocked(text: string): Promise<string | undefined> {
  const locked = await lockbox.lock(text.toWellFormed(), 'a b');
  if (!locked.ok) return 'is not locked';
  const opened = await lockbox.unlock(locked.value, 'A-b');
  if (!opened.ok || opened.value !== text.toWellFormed()) return 'opens to another text';
  const at = 60 + (text.length % (locked.value.length - 60));
  const damaged = await lockbox.unlock(locked.value.slice(0, at) + text.slice(0, 2) + locked.value.slice(at + 1), 'a b');
  return damaged.ok && damaged.value !== text.toWellFormed() ? 'opens although it was altered' : undefined;
}

function judgeFrames(text: string): string | undefined {
  joinFrames(text.split('\n'));
  const frames = splitFrames(text);
  if (frames === undefined || frames.length === 1) return undefined;
  return joinFrames(frames.toReversed()).texts[0] === text ? undefined : 'pieces join to another text';
}

/** A damaged picture is read right or not at all. */
async function judgePicture(text: string): Promise<string | undefined> {
  const short = text.slice(0, 300).toWellFormed();
  const code = makeCode(short === '' ? ' ' : short);
  if (!code.ok) return undefined;
  const picture = codePixels(code.value, 3);
  for (let spot = 0; spot < text.length % 50; spot += 1) picture.data.fill(text.charCodeAt(spot) & 255, spot * 997, spot * 997 + 40);
  await readCodes(picture);
  return undefined;
}
