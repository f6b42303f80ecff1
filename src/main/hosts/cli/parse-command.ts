/** parse: what a text holds, without a data folder. */
import { fail, type Result } from '../../../shared/fault.ts';
import type { Parsed } from '../../../shared/profile.ts';
import { exitCodes, type ExitCode } from './commands.ts';
import type { Output } from './output.ts';
import { failed, listRefusals, refusal } from './server-commands.ts';

/** Prints it: every field under --json (the keys stood in the input), a line each without. Code 3 when nothing was usable. */
export function runParse(output: Output, parsed: Result<Parsed>): ExitCode {
  const empty = !parsed.ok && parsed.fault.code === 'input-empty';
  if (!parsed.ok && !empty) return failed(output, parsed);
  const { profiles, rejected } = parsed.ok ? parsed.value : { profiles: [], rejected: [] };
  output.object({ profiles, rejected: rejected.map(refusal) });
  for (const profile of profiles) {
    const host = profile.server.includes(':') ? `[${profile.server}]` : profile.server;
    output.line(`${profile.type.padEnd(11)}  ${host}:${profile.port}  ${profile.name}`);
  }
  listRefusals(output, rejected);
  if (profiles.length > 0) return exitCodes.done;
  output.fault(fail('input-empty').fault);
  return exitCodes.nothingUsable;
}
