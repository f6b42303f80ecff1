/** One understood command line → what it does and the code it ends with. */
import { succeed, type Result } from '../../../shared/fault.ts';
import type { Parsed } from '../../../shared/profile.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { App } from '../../services/app.ts';
import { readBackupWish, runBackup } from './backup-command.ts';
import type { CommandLine } from './command-line.ts';
import { exitCodes, type CommandName, type ExitCode } from './commands.ts';
import { connectPractice, connectServer } from './connect-command.ts';
import { exportServers, readExportWish } from './export-command.ts';
import { readPassphrase, readText, readTexts } from './input.ts';
import type { Output } from './output.ts';
import { runCases, runParse } from './parse-command.ts';
import { addServers, failed, listServers, removeServers, showServer } from './server-commands.ts';
import { openSession, type Session } from './session.ts';
import { readSettingsWords, runSettings } from './settings-command.ts';
import { showStatus, type FolderStatus } from './status-command.ts';
import type { StopRequest } from './stop-request.ts';
import { isReadingLists, runSubscriptions } from './subscription-commands.ts';
import { testServers } from './test-command.ts';

/** What commands need of the process they run in; tests hand in their own. */
export interface CommandHost {
  readonly output: Output;
  readonly stop: StopRequest;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly version: string;
  /** `write` takes the data folder's lock; `read` works beside its holder and changes nothing. */
  readonly open: (wish: AppWish) => Promise<Result<OpenedApp>>;
  /** Does some reading of texts, all in one reader process, which ends with it. */
  readonly reading: <T>(work: (read: (text: string) => Promise<Result<Parsed>>) => Promise<T>) => Promise<T>;
  /** Who holds the data folder and what the system's settings were left like. */
  readonly inspect: (dataDir: string | undefined) => Promise<FolderStatus>;
  readonly serve: (line: CommandLine) => Promise<ExitCode>;
  /** Puts the earlier proxy settings back although another Byway holds the data folder. */
  readonly restoreBeside: (dataDir: string | undefined) => Promise<Result<{ readonly restored: boolean }>>;
}

export interface AppWish {
  readonly dataDir: string | undefined;
  readonly access: 'read' | 'write';
  readonly overrides: Partial<Settings>;
}

export interface OpenedApp {
  readonly app: App;
  /** Shuts the app down and lets the folder go. */
  close(): Promise<Result<null>>;
}

/** Runs it to its end; never rejects for an expected reason. */
export async function runCommand(host: CommandHost, line: CommandLine): Promise<ExitCode> {
  const { output } = host;
  switch (line.command) {
    case 'version':
      output.object({ version: host.version });
      output.line(`byway ${host.version}`);
      return exitCodes.done;
    case 'parse':
      return parse(host, line);
    case 'serve':
      return host.serve(line);
    case 'add':
      return add(host, line);
    case 'settings':
      return settings(host, line);
    case 'connect':
      return withSession(host, line, (session) => connectServer({ session, output, stop: host.stop }, line.words[0]));
    case 'practice':
      return withSession(host, line, (session) => connectPractice({ session, output, stop: host.stop }));
    case 'export':
      return exporting(host, line);
    case 'backup':
      return backup(host, line);
    case 'remove':
      return withSession(host, line, (session) => removeServers(session, output, line.words));
    case 'restore':
      return restore(host, line);
    case 'list':
      return withSession(host, line, async (session) => listServers(session, output));
    case 'show':
      return withSession(host, line, (session) => showServer(session, output, line.words[0] ?? '', line.link));
    case 'test':
      return withSession(host, line, (session) => testServers(session, output, host.stop, line.words));
    case 'subscriptions':
      return withSession(host, line, (session) => runSubscriptions(session, output, line), !isReadingLists(line.words));
    case 'status':
      return withSession(host, line, async (session) => showStatus(session, output, await host.inspect(line.dataDir)));
  }
}

/** Commands that change something take the folder for themselves. */
const writers: ReadonlySet<CommandName> = new Set(['add', 'remove', 'connect', 'practice']);

async function withSession(host: CommandHost, line: CommandLine, work: (session: Session) => Promise<ExitCode>, writes = writers.has(line.command)): Promise<ExitCode> {
  const overrides = { ...(line.noSystemProxy ? { useSystemProxy: false } : {}), ...(line.checks.length > 0 ? { checkAddresses: [...line.checks] } : {}) };
  const opened = await host.open({ dataDir: line.dataDir, access: writes ? 'write' : 'read', overrides });
  if (!opened.ok) return failed(host.output, opened);
  try {
    const session = await openSession(opened.value.app);
    for (const notice of session.app.state.get().notices) host.output.note(notice);
    return await work(session);
  } finally {
    await opened.value.close();
  }
}

async function add(host: CommandHost, line: CommandLine): Promise<ExitCode> {
  const texts = await readTexts(line.words, host.stdin);
  if (!texts.ok) return failed(host.output, texts);
  const words = line.passphraseFile === undefined ? undefined : await readPassphrase(line.passphraseFile, host.stdin);
  if (words?.ok === false) return failed(host.output, words);
  return withSession(host, line, (session) => addServers(session, host.output, texts.value, words === undefined ? undefined : { passphrase: words.value, withSettings: line.withSettings, withLists: line.withLists, withUnsafeLists: line.yes }));
}

async function exporting(host: CommandHost, line: CommandLine): Promise<ExitCode> {
  const wish = await readExportWish(line, host.stdin);
  return wish.ok ? withSession(host, line, (session) => exportServers(session, host.output, line.words, wish.value)) : failed(host.output, wish);
}

async function backup(host: CommandHost, line: CommandLine): Promise<ExitCode> {
  const wish = await readBackupWish(line, host.stdin);
  return wish.ok ? withSession(host, line, (session) => runBackup(session, host.output, wish.value), wish.value.kind === 'restore') : failed(host.output, wish);
}

async function parse(host: CommandHost, line: CommandLine): Promise<ExitCode> {
  const text = await readText(line.words[0] ?? '-', host.stdin);
  if (!text.ok) return failed(host.output, text);
  return host.reading((read) => (line.cases ? runCases(host.output, text.value, read) : read(text.value).then((parsed) => runParse(host.output, parsed))));
}

async function settings(host: CommandHost, line: CommandLine): Promise<ExitCode> {
  const request = readSettingsWords(line.words);
  if (!request.ok) return failed(host.output, request);
  return withSession(host, line, (session) => runSettings(session, host.output, request.value), request.value.kind === 'set');
}

/** A crash's leftovers are put back when the app opens; what is left to do is done here, and either counts. */
/** Works beside a Byway that holds the folder, too: that one hears of it and says that it is not in effect. */
async function restore(host: CommandHost, line: CommandLine): Promise<ExitCode> {
  const opened = await host.open({ dataDir: line.dataDir, access: 'write', overrides: {} });
  if (!opened.ok && opened.fault.code === 'store-locked') return tellRestored(host.output, await host.restoreBeside(line.dataDir));
  if (!opened.ok) return failed(host.output, opened);
  try {
    const session = await openSession(opened.value.app);
    const { notices } = session.app.state.get();
    for (const notice of notices) host.output.note(notice);
    const restored = await session.call('proxy.restore', {});
    const atOpening = notices.some((notice) => notice.kind === 'restored-after-crash');
    return tellRestored(host.output, restored.ok ? succeed({ restored: atOpening || restored.value.restored }) : restored);
  } finally {
    await opened.value.close();
  }
}

function tellRestored(output: Output, restored: Result<{ readonly restored: boolean }>): ExitCode {
  if (!restored.ok) return failed(output, restored);
  output.object({ restored: restored.value.restored });
  output.line(restored.value.restored ? 'restored' : 'nothing to restore');
  return exitCodes.done;
}
