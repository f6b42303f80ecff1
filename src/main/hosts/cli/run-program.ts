/** The program `byway` for whatever process it runs in: reads its words, runs the command, answers its exit code. */
import type { Composition } from '../compose.ts';
import { preferredLanguages, type Place } from '../place.ts';
import { exitCodes, helpText } from './commands.ts';
import { readCommandLine } from './command-line.ts';
import { createOutput } from './output.ts';
import { createCommandHost } from './process-host.ts';
import { runCommand } from './run-command.ts';
import { createStopRequest, listenForStop } from './stop-request.ts';

export interface Program extends Pick<Composition, 'spawnParse' | 'openSecrets'> {
  /** After the program's own name. */
  readonly words: readonly string[];
  readonly place: Place;
  readonly process: NodeJS.Process;
}

/** Runs it to its end, output written. The caller ends the process with the answered code. */
export async function runProgram({ words, place, process, ...means }: Program): Promise<number> {
  const languages = preferredLanguages(process.env);
  const sinks = { out: (text: string) => void process.stdout.write(text), err: (text: string) => void process.stderr.write(text) };
  const understood = readCommandLine(words);
  if (!understood.ok) {
    createOutput(false, sinks, languages).fault(understood.fault);
    return exitCodes.misuse;
  }
  if (understood.value.kind === 'help') {
    sinks.out(helpText(understood.value.of));
    return exitCodes.done;
  }
  const { line } = understood.value;
  const stop = createStopRequest();
  listenForStop(stop, process);
  const output = createOutput(line.json, sinks, languages);
  const code = await runCommand(createCommandHost({ output, stop, place, languages, environment: process.env, stdin: process.stdin, ...means }), line);
  await drained(process);
  return code;
}

/** Output to a pipe may still be on its way when the last line is written. */
async function drained(process: NodeJS.Process): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writable) await new Promise((resolve) => stream.write('', resolve));
  }
}
