/** export: servers as text for somewhere else, keys and all. */
import { shareFormats, type ShareFormat } from '../../../shared/contract-share.ts';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { splitFrames } from '../../../shared/qr/frames.ts';
import { codeSvg, makeCode, type Squares } from '../../../shared/qr/qr-code.ts';
import { exitCodes, type ExitCode } from './commands.ts';
import { readPassphrase } from './input.ts';
import type { Output } from './output.ts';
import { failed } from './server-commands.ts';
import { findServers, type Session } from './session.ts';

/** What is written, and under which words if locked. */
export interface ExportWish {
  readonly format: ShareFormat | 'qr';
  readonly withoutNames: boolean;
  readonly passphrase?: string;
}

/** Reads the options. Faults: `bad-request` with an English cause, those of reading a file. */
export async function readExportWish(
  line: { readonly format?: string; readonly withoutNames: boolean; readonly passphraseFile?: string },
  stdin: AsyncIterable<Uint8Array>,
): Promise<Result<ExportWish>> {
  const format = ['qr', ...shareFormats].find((each): each is ShareFormat | 'qr' => each === (line.format ?? 'link'));
  if (format === undefined) return fail('bad-request', `--format is one of ${['qr', ...shareFormats].join(', ')}`);
  if (format !== 'sealed') return succeed({ format, withoutNames: line.withoutNames });
  const passphrase = await readWords(line.passphraseFile, stdin);
  return passphrase.ok ? succeed({ format, withoutNames: line.withoutNames, passphrase: passphrase.value }) : passphrase;
}

/** The words to lock with. Faults: `bad-request` when there are none, or too few. */
export async function readWords(file: string | undefined, stdin: AsyncIterable<Uint8Array>): Promise<Result<string>> {
  if (file === undefined) return fail('bad-request', 'what is locked needs --passphrase-file FILE, or - for standard input');
  const passphrase = await readPassphrase(file, stdin);
  if (!passphrase.ok) return passphrase;
  const { length } = passphrase.value;
  return length < 12 || length > 1024 ? fail('bad-request', 'a passphrase has 12 to 1024 characters: four words or more') : passphrase;
}

/** `byway export`. What a format cannot hold is told on standard error; code 3 when nothing could be written. */
export async function exportServers(session: Session, output: Output, names: readonly string[], wish: ExportWish): Promise<ExitCode> {
  const found = findServers(session.app.state.get(), names);
  if (!found.ok) return failed(output, found);
  const { format, withoutNames, passphrase } = wish;
  const ids = found.value.map((card) => card.id);
  const exported = await session.call('share.export', { ids, format: format === 'qr' ? 'link' : format, withoutNames, ...(passphrase === undefined ? {} : { passphrase }) });
  if (!exported.ok) return failed(output, exported);
  const { text, leftOut } = exported.value;
  const codes = format === 'qr' ? codesOf(text) : succeed([]);
  if (!codes.ok) return failed(output, codes);
  output.object({ format, text, leftOut, ...(format === 'qr' ? { codes: codes.value.map(codeSvg) } : {}) });
  if (format === 'qr') for (const code of codes.value) for (const row of blocks(code)) output.line(row);
  else if (text !== '') for (const each of text.replace(/\n$/, '').split('\n')) output.line(each);
  for (const { id } of leftOut) output.fault(fail('link-unsupported', undefined, { name: id }).fault);
  return text === '' ? exitCodes.nothingUsable : exitCodes.done;
}

function codesOf(text: string): Result<readonly Squares[]> {
  const frames = text === '' ? [] : splitFrames(text);
  if (frames === undefined) return fail('input-too-large', 'too much for codes; take a file');
  const codes: Squares[] = [];
  for (const frame of frames) {
    const code = makeCode(frame);
    if (!code.ok) return code;
    codes.push(code.value);
  }
  return succeed(codes);
}

/** Two rows of squares a line. White is drawn, black left out: terminals are dark, and readers take the inverse too. */
function blocks(squares: Squares): readonly string[] {
  const lines: string[] = [];
  for (let y = 0; y < squares.length; y += 2) {
    const [upper = [], lower = []] = [squares[y], squares[y + 1]];
    lines.push(upper.map((black, x) => (black ? (lower[x] === false ? '▄' : ' ') : lower[x] === false ? '█' : '▀')).join(''));
  }
  return lines;
}
