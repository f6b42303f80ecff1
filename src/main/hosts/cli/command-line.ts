/** Words on the command line → one command with its options, or what is wrong with them. Pure. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { succeed, fail, type Result } from '../../../shared/fault.ts';
import { commandNames, commands, type CommandName } from './commands.ts';

type OptionType = 'boolean' | 'string' | 'list';

/** Every option there is; which command takes which stands in `commands.ts`. */
const optionTypes: Readonly<Record<string, OptionType>> = {
  'data-dir': 'string',
  json: 'boolean',
  help: 'boolean',
  version: 'boolean',
  link: 'boolean',
  yes: 'boolean',
  cases: 'boolean',
  'without-names': 'boolean',
  'with-settings': 'boolean',
  'with-lists': 'boolean',
  format: 'string',
  'passphrase-file': 'string',
  'no-system-proxy': 'boolean',
  check: 'list',
  port: 'string',
};
const globalOptions = ['data-dir', 'json', 'help'];

export interface CommandLine {
  readonly command: CommandName;
  readonly words: readonly string[];
  readonly json: boolean;
  readonly dataDir?: string;
  readonly link: boolean;
  readonly yes: boolean;
  readonly cases: boolean;
  /** Of `export`; checked there. */
  readonly format?: string;
  readonly withoutNames: boolean;
  readonly withSettings: boolean;
  readonly withLists: boolean;
  readonly passphraseFile?: string;
  readonly noSystemProxy: boolean;
  /** Check addresses of this run; empty means the stored ones. */
  readonly checks: readonly string[];
  /** 0 lets the system choose. */
  readonly port: number;
}

export type Understood = { readonly kind: 'run'; readonly line: CommandLine } | { readonly kind: 'help'; readonly of?: CommandName };

/** Reads the words after the program's name. Fault `bad-request`, with an English cause, when they do not fit. */
export function readCommandLine(words: readonly string[]): Result<Understood> {
  const parsed = parseWords(words);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const [first, ...rest] = positionals;
  const named = first ?? (values['version'] === true ? 'version' : 'help');
  if (named === 'help') return readHelp(rest);
  if (!isCommandName(named)) return fail('bad-request', `there is no command ${JSON.stringify(named)}`);
  if (values['help'] === true) return succeed({ kind: 'help', of: named });
  const stray = Object.keys(values).find((name) => !globalOptions.includes(name) && !commands[named].options.includes(name) && !(name === 'version' && named === 'version'));
  if (stray !== undefined) return fail('bad-request', `${named} takes no --${stray}`);
  const { least, most } = commands[named].words;
  if (rest.length < least) return fail('bad-request', `${named} needs ${commands[named].usage}`);
  if (rest.length > most) return fail('bad-request', `${named} takes no ${JSON.stringify(rest[most])}`);
  return readOptions(named, rest, values);
}

function readHelp(rest: readonly string[]): Result<Understood> {
  const [of] = rest;
  if (of === undefined) return succeed({ kind: 'help' });
  return isCommandName(of) ? succeed({ kind: 'help', of }) : fail('bad-request', `there is no command ${JSON.stringify(of)}`);
}

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

function readOptions(command: CommandName, words: readonly string[], values: Values): Result<Understood> {
  const port = readPort(values['port']);
  if (port === undefined) return fail('bad-request', '--port is a number from 1 to 65535');
  const checks = [values['check'] ?? []].flat().map(String);
  const wrong = checks.find((address) => !isCheckAddress(address));
  if (wrong !== undefined) return fail('bad-request', '--check is an http or https address');
  if (checks.length > 8) return fail('bad-request', '--check can be given 8 times at most');
  const dataDir = values['data-dir'];
  if (dataDir === '') return fail('bad-request', '--data-dir is empty');
  return succeed({
    kind: 'run',
    line: {
      command,
      words,
      json: values['json'] === true,
      link: values['link'] === true,
      yes: values['yes'] === true,
      cases: values['cases'] === true,
      withoutNames: values['without-names'] === true,
      withSettings: values['with-settings'] === true,
      withLists: values['with-lists'] === true,
      ...textOption('format', values['format']),
      ...textOption('passphraseFile', values['passphrase-file']),
      noSystemProxy: values['no-system-proxy'] === true,
      checks,
      port,
      ...(typeof dataDir === 'string' ? { dataDir } : {}),
    },
  });
}

/** The option under its own name where it was given. */
function textOption<Name extends string>(name: Name, value: Values[string]): { readonly [Key in Name]?: string } {
  // One member with the name that was asked for; the compiler does not follow computed names.
  return (typeof value === 'string' ? { [name]: value } : {}) as { readonly [Key in Name]?: string };
}

function parseWords(words: readonly string[]): Result<{ readonly values: Values; readonly positionals: readonly string[] }> {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const [name, type] of Object.entries(optionTypes)) {
    options[name] = { type: type === 'boolean' ? 'boolean' : 'string', multiple: type === 'list', ...(name === 'help' ? { short: 'h' } : {}) };
  }
  try {
    return succeed(parseArgs({ args: [...words], options, allowPositionals: true, strict: true }));
  } catch (error) {
    // parseArgs has no other way to refuse; the first sentence of its message names the word.
    const message = error instanceof Error ? error.message : 'the words are not understood';
    return fail('bad-request', message.split('. ')[0] ?? message);
  }
}

function readPort(value: Values[string]): number | undefined {
  if (value === undefined) return 0;
  const port = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : 0;
  return port >= 1 && port <= 65535 ? port : undefined;
}

function isCheckAddress(text: string): boolean {
  const address = text.length <= 2048 && URL.canParse(text) ? new URL(text) : undefined;
  return address?.protocol === 'http:' || address?.protocol === 'https:';
}

function isCommandName(text: string): text is CommandName {
  return (commandNames as readonly string[]).includes(text);
}
