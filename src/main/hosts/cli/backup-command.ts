/** backup: everything into one locked text, a look into such a text, and everything back. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import type { SealedContents } from '../../../shared/share.ts';
import { exitCodes, type ExitCode } from './commands.ts';
import { readWords } from './export-command.ts';
import { readPassphrase, readText } from './input.ts';
import type { Output } from './output.ts';
import { failed, importedRows, listRefusals, refusal, summary } from './server-commands.ts';
import type { Session } from './session.ts';

/** One of the three things to do, with all that it needs. */
export type BackupWish =
  | { readonly kind: 'save'; readonly passphrase: string }
  | { readonly kind: 'show' | 'restore'; readonly text: string; readonly passphrase: string; readonly withUnsafeLists: boolean };

/** Reads words and options. Faults: `bad-request` with an English cause, those of reading a file. */
export async function readBackupWish(line: { readonly words: readonly string[]; readonly yes: boolean; readonly passphraseFile?: string }, stdin: AsyncIterable<Uint8Array>): Promise<Result<BackupWish>> {
  const [kind = 'save', file, ...rest] = line.words;
  const { passphraseFile } = line;
  if (kind === 'save' && file === undefined) {
    const passphrase = await readWords(passphraseFile, stdin);
    return passphrase.ok ? succeed({ kind, passphrase: passphrase.value }) : passphrase;
  }
  if ((kind !== 'show' && kind !== 'restore') || file === undefined || rest.length > 0) return fail('bad-request', 'backup takes: nothing, show FILE or restore FILE');
  if (passphraseFile === undefined) return fail('bad-request', 'what is locked needs --passphrase-file FILE, or - for standard input');
  if (passphraseFile === '-' && file === '-') return fail('bad-request', 'the text and its words cannot both come from standard input');
  const text = await readText(file, stdin);
  if (!text.ok) return text;
  const passphrase = await readPassphrase(passphraseFile, stdin);
  return passphrase.ok ? succeed({ kind, text: text.value, passphrase: passphrase.value, withUnsafeLists: line.yes }) : passphrase;
}

/** `byway backup`. Without `--yes`, lists with an unsafe address stay where they are, and that is said. */
export async function runBackup(session: Session, output: Output, wish: BackupWish): Promise<ExitCode> {
  switch (wish.kind) {
    case 'save':
      return save(session, output, wish.passphrase);
    case 'show':
      return show(session, output, wish);
    case 'restore':
      return restore(session, output, wish);
  }
}

async function save(session: Session, output: Output, passphrase: string): Promise<ExitCode> {
  const backup = await session.call('share.backup', { passphrase });
  if (!backup.ok) return failed(output, backup);
  const { text, servers, lists } = backup.value;
  output.object({ format: 'sealed', text, servers, lists });
  output.line(text);
  return exitCodes.done;
}

async function show(session: Session, output: Output, { text, passphrase }: { readonly text: string; readonly passphrase: string }): Promise<ExitCode> {
  const looked = await session.call('sealed.look', { text, passphrase });
  if (!looked.ok) return failed(output, looked);
  const { token: _token, ...contents } = looked.value;
  output.object(contents);
  for (const row of rowsOf(contents)) output.line(row);
  return contents.servers + contents.lists.length > 0 || contents.isBackup ? exitCodes.done : exitCodes.nothingUsable;
}

function rowsOf({ servers, known, names, lists, unreadable, isBackup }: Omit<SealedContents, 'token'>): readonly string[] {
  return [
    `servers  ${servers}, of these here already ${known}`,
    ...names.map((name) => `         ${name}`),
    ...lists.map(({ title, host, unsafe, isKnown }) => `list     ${host}  ${title}${isKnown ? '  (here already)' : ''}${unsafe.length > 0 ? `  (${unsafe.join(', ')}: only with --yes)` : ''}`),
    ...(unreadable > 0 ? [`unread   ${unreadable}`] : []),
    `settings ${isBackup ? 'yes' : 'no'}`,
  ];
}

async function restore(session: Session, output: Output, { text, passphrase, withUnsafeLists }: { readonly text: string; readonly passphrase: string; readonly withUnsafeLists: boolean }): Promise<ExitCode> {
  const taken = await session.call('profiles.unseal', { text, passphrase, withSettings: true, withLists: true, withUnsafeLists });
  if (!taken.ok) return failed(output, taken);
  const { added, known, rejected, settings, lists, listsLeft } = taken.value;
  output.object({ added: added.map(summary), known: known.map(summary), rejected: rejected.map(refusal), lists, listsLeft, settings });
  for (const row of importedRows({ added, known })) output.line(row);
  listRefusals(output, rejected);
  output.line(`lists    ${lists} added${listsLeft > 0 ? `, ${listsLeft} left: not encrypted or inside your own network, only with --yes` : ''}`);
  output.line(`settings ${settings}`);
  return added.length + known.length + lists > 0 || settings === 'restored' ? exitCodes.done : exitCodes.nothingUsable;
}
