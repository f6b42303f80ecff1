/** The program `byway`: reads its words, runs the command, ends with its code. */
import process from 'node:process';
import { preferredLanguages, currentPlatform, placeOf } from '../place.ts';
import { exitCodes, helpText } from './commands.ts';
import { readCommandLine } from './command-line.ts';
import { createOutput } from './output.ts';
import { createCommandHost } from './process-host.ts';
import { runCommand } from './run-command.ts';
import { createStopRequest, listenForStop } from './stop-request.ts';

/** Ends when both streams have taken everything: output to a pipe may still be on its way. */
async function drained(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writable) await new Promise((resolve) => stream.write('', resolve));
  }
}

async function main(words: readonly string[]): Promise<number> {
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
  const place = placeOf(import.meta.url, currentPlatform(process.platform), process.env);
  return runCommand(createCommandHost({ output, stop, place, languages, environment: process.env, stdin: process.stdin }), line);
}

const code = await main(process.argv.slice(2));
await drained();
process.exit(code);
