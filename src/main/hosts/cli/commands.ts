/** The commands: their words, options and help. What they do stands in files of their own; `run-command.ts` joins them. */

export interface CommandShape {
  /** Words after the command, as help shows them. */
  readonly usage: string;
  readonly words: { readonly least: number; readonly most: number };
  /** Options beside the global ones. */
  readonly options: readonly string[];
  /** Lines of help. English, like the words of the commands themselves; what goes wrong is said in the person's language. */
  readonly help: readonly string[];
}

const many = 50_000;

/** In the order help shows them. */
export const commandNames = ['add', 'list', 'show', 'export', 'backup', 'remove', 'connect', 'test', 'parse', 'practice', 'serve', 'restore', 'settings', 'status', 'subscriptions', 'version'] as const;
export type CommandName = (typeof commandNames)[number];

export const commands: Readonly<Record<CommandName, CommandShape>> = {
  add: {
    usage: 'LINK…|FILE|- [--passphrase-file FILE|-] [--with-lists [--yes]] [--with-settings]',
    words: { least: 1, most: many },
    options: ['passphrase-file', 'with-lists', 'yes', 'with-settings'],
    help: [
      'Adds servers from links, files or standard input, and says what was refused and why.',
      '--passphrase-file   where the words of a locked text (byway1:…) stand',
      '--with-lists        also takes over the lists of a backup; with --yes unsafe addresses as well',
      '--with-settings     also takes over the settings of a backup',
    ],
  },
  list: { usage: '', words: { least: 0, most: 0 }, options: [], help: ['Lists the servers; * marks the chosen one.'] },
  show: {
    usage: 'ID|NAME [--link]',
    words: { least: 1, most: 1 },
    options: ['link'],
    help: ['Shows one server.', '--link   its link, with the keys in it'],
  },
  export: {
    usage: 'ID|NAME… [--format FORMAT] [--without-names] [--passphrase-file FILE|-]',
    words: { least: 1, most: many },
    options: ['format', 'without-names', 'passphrase-file'],
    help: [
      'Prints servers for somewhere else, with the keys in them.',
      '--format FORMAT     link (as it came, the usual), qr, base64, clash, sing-box, telegram, sealed',
      '--without-names     leaves out the names, which may tell whose link it was',
      '--passphrase-file   where the words for sealed stand, 12 characters or more; - is standard input',
    ],
  },
  backup: {
    usage: '[show FILE|- | restore FILE|- [--yes]] --passphrase-file FILE|-',
    words: { least: 0, most: 2 },
    options: ['passphrase-file', 'yes'],
    help: [
      'Prints everything, locked: servers, their names, the choice, lists with their addresses, settings.',
      'show says what a locked text holds and takes nothing. restore takes all of it and removes nothing.',
      '--yes               restore also takes lists that are not encrypted or lie inside your own network',
      '--passphrase-file   where the words stand, 12 characters or more; - is standard input',
    ],
  },
  remove: { usage: 'ID|NAME…', words: { least: 1, most: many }, options: [], help: ['Removes servers.'] },
  connect: {
    usage: '[ID|NAME] [--no-system-proxy] [--check URL]…',
    words: { least: 0, most: 1 },
    options: ['no-system-proxy', 'check'],
    help: [
      'Connects and stays until Ctrl-C, SIGTERM or SIGHUP, then puts everything back.',
      'Without a name: the chosen server.',
      '--no-system-proxy   leaves the settings of the system alone',
      '--check URL         address that must answer through the server, instead of the stored ones (up to 8)',
    ],
  },
  test: { usage: '[ID|NAME…]', words: { least: 0, most: many }, options: [], help: ['Tests servers without connecting; all of them when none is named.'] },
  parse: {
    usage: 'FILE|- [--cases]',
    words: { least: 1, most: 1 },
    options: ['cases'],
    help: [
      'Reads links and shows what they hold. Adds nothing, asks nobody.',
      'With --json every field is printed, keys included: they stood in the input.',
      '--cases   each line of the input is one JSON text, answered by one object a line; needs --json',
    ],
  },
  practice: {
    usage: '[--no-system-proxy]',
    words: { least: 0, most: 0 },
    options: ['no-system-proxy'],
    help: ['Connects to a practice server on this computer: works without internet, hides nothing.'],
  },
  serve: {
    usage: '[--port N]',
    words: { least: 0, most: 0 },
    options: ['port'],
    help: ['Serves the window to a browser on this computer and prints its address.', 'The address is a key: whoever has it can use Byway until it stops.'],
  },
  restore: { usage: '', words: { least: 0, most: 0 }, options: [], help: ['Puts the earlier proxy settings of the system back, if a crash left them changed.'] },
  settings: {
    usage: 'get [KEY] | set KEY VALUE',
    words: { least: 1, most: 3 },
    options: [],
    help: ['Shows or changes settings. A list is written as JSON, or with commas.'],
  },
  status: { usage: '', words: { least: 0, most: 0 }, options: [], help: ['Says whether Byway runs on this data folder, and what it knows.'] },
  subscriptions: {
    usage: '[list] | add URL [--yes] | refresh [ID…] | edit ID KEY VALUE | keep SERVER… | remove ID',
    words: { least: 0, most: 1001 },
    options: ['yes'],
    help: [
      'Lists of servers behind addresses: shows, adds, refreshes and removes them.',
      'A refresh says what is new, changed, gone and kept; what is gone stays for a week.',
      'edit sets one of: title, interval (hours, 0 by hand only, auto what the provider says), way (auto, direct, tunnel),',
      'user-agent, hardware-id (on, off; off unless switched on, and then a random number), removed (bring-back: a refresh',
      'brings servers again that were removed by hand). keep lets servers stay that left their list.',
      '--yes   takes an address that is not encrypted or lies inside your own network',
    ],
  },
  version: { usage: '', words: { least: 0, most: 0 }, options: [], help: ['Prints the version.'] },
};

/** What the process ends with. */
export const exitCodes = { done: 0, failed: 1, misuse: 2, nothingUsable: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The help text: of one command, or of all. */
export function helpText(of?: CommandName): string {
  if (of !== undefined) return [`byway ${of} ${commands[of].usage}`.trimEnd(), '', ...commands[of].help, ''].join('\n');
  const width = Math.max(...commandNames.map((name) => name.length));
  return [
    'byway COMMAND [--data-dir DIR] [--json]',
    '',
    ...commandNames.map((name) => `  ${name.padEnd(width)}  ${commands[name].help[0]}`),
    '',
    '--data-dir DIR   the folder with servers and settings, instead of the usual one',
    '--json           output for programs, one object a line where a command stays',
    '',
    'byway help COMMAND tells more. Exit codes: 0 done, 1 failed (the fault stands on standard error), 2 misuse,',
    '3 nothing usable in the input.',
    '',
  ].join('\n');
}
