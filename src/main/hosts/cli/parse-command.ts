/** parse: what a text holds, without a data folder. */
import { fail, type Result } from '../../../shared/fault.ts';
import type { Parsed } from '../../../shared/profile.ts';
import { exitCodes, type ExitCode } from './commands.ts';
import type { Output } from './output.ts';
import { failed, listRefusals } from './server-commands.ts';

/** Prints it: every field under --json (the keys stood in the input), a line each without. Code 3 when nothing was usable. */
export function runParse(output: Output, parsed: Result<Parsed>): ExitCode {
  const empty = !parsed.ok && parsed.fault.code === 'input-empty';
  if (!parsed.ok && !empty) return failed(output, parsed);
  const found = answerOf(parsed.ok ? parsed.value : nothing);
  output.object(found);
  for (const profile of found.profiles) {
    const host = profile.server.includes(':') ? `[${profile.server}]` : profile.server;
    output.line(`${profile.type.padEnd(11)}  ${host}:${profile.port}  ${profile.name}`);
  }
  for (const { url, name = '' } of found.subscriptions) output.line(`${'list'.padEnd(11)}  ${url}  ${name}`.trimEnd());
  listRefusals(output, found.rejected);
  for (const note of found.notes) output.line(`note: ${note}`);
  if (isUsable(found)) return exitCodes.done;
  output.fault(fail('input-empty').fault);
  return exitCodes.nothingUsable;
}

const nothing: Parsed = { profiles: [], rejected: [] };

/** The object for programs: every list is there, empty or not. */
function answerOf({ profiles, rejected, subscriptions = [], notes = [] }: Parsed): Required<Parsed> {
  return { profiles, rejected, subscriptions, notes };
}

function isUsable({ profiles, subscriptions = [] }: Parsed): boolean {
  return profiles.length + subscriptions.length > 0;
}

/**
 * Bulk checks: each line of `text` is one JSON text, and answered by one object in its place. One reader process serves
 * all; a case that costs too much is told as refused. Code 3 when no case held anything usable.
 */
export async function runCases(output: Output, text: string, parse: (text: string) => Promise<Result<Parsed>>): Promise<ExitCode> {
  if (!output.json) {
    output.fault(fail('bad-request', '--cases needs --json').fault);
    return exitCodes.misuse;
  }
  let isAnyUsable = false;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const found = answerOf(await readCase(line, parse));
    isAnyUsable ||= isUsable(found);
    output.object(found);
  }
  return isAnyUsable ? exitCodes.done : exitCodes.nothingUsable;
}

async function readCase(line: string, parse: (text: string) => Promise<Result<Parsed>>): Promise<Parsed> {
  const text = jsonText(line);
  if (text === undefined) return { ...nothing, rejected: [{ line: 1, code: 'bad-request', reason: 'This line is no JSON text.', excerpt: '' }] };
  const parsed = await parse(text);
  if (parsed.ok) return parsed.value;
  return { ...nothing, rejected: [{ line: 1, code: parsed.fault.code, reason: parsed.fault.cause ?? 'The text could not be read.', excerpt: '' }] };
}

function jsonText(line: string): string | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
