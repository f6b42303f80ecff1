/** What the command line prints: plain lines for people or objects for programs on stdout, faults on stderr. */
import type { Fault } from '../../../shared/fault.ts';
import type { Notice } from '../../../shared/snapshot.ts';
import { chooseLanguage, textFor, type Text } from '../../../shared/text.ts';

/** Where bytes go; the process's streams, or lists in tests. */
export interface Sinks {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export interface Output {
  readonly json: boolean;
  /** A line for people; nothing under --json. */
  line(text: string): void;
  /** An object for programs; nothing without --json. */
  object(value: unknown): void;
  /** One line on stderr: `byway: CODE: sentence`. */
  fault(fault: Fault): void;
  /** What a person should know beside the outcome, on stderr: `byway: note: sentence`. */
  note(notice: Pick<Notice, 'kind' | 'detail'>): void;
  /** A fault as programs see it: code and English sentence. */
  describe(fault: Fault): { readonly code: string; readonly message: string };
  readonly text: Text;
}

/** `languages`: the person's, best first; sentences on stderr come in the first that Byway speaks. */
export function createOutput(json: boolean, sinks: Sinks, languages: readonly string[]): Output {
  const text = textFor(chooseLanguage('system', languages));
  return {
    json,
    text,
    line: (words) => (json ? undefined : sinks.out(`${printable(words)}\n`)),
    object: (value) => (json ? sinks.out(`${JSON.stringify(value)}\n`) : undefined),
    fault: (fault) => sinks.err(`byway: ${fault.code}: ${printable(sentence(text, fault))}\n`),
    note: ({ kind, detail }) => sinks.err(`byway: note: ${printable(text.t(`notice.${kind}`, detail))}\n`),
    describe: (fault) => ({ code: fault.code, message: sentence(textFor('en'), fault) }),
  };
}

/** Particulars that tell a person at a terminal something: which server or file, which process, which port, which version. */
const telling: ReadonlySet<string> = new Set(['name', 'pid', 'host', 'port', 'wanted', 'spoken']);

/** The sentence of a fault, with its particulars (which name, which process) behind it. What is wrong with the words of a command stands in the cause. */
function sentence(text: Text, fault: Fault): string {
  if (fault.code === 'bad-request' && fault.cause !== undefined) return fault.cause;
  const particulars = Object.entries(fault.detail ?? {}).filter(([name, value]) => telling.has(name) && value !== '').map(([name, value]) => `${name} ${value}`);
  const words = text.t(`fault.${fault.code}`, fault.detail);
  return particulars.length === 0 ? words : `${words} (${particulars.join(', ')})`;
}

/**
 * Text as a terminal may have it: no control characters (escape sequences begin with one) and no characters that turn
 * the direction of what follows. Joiners stay, Persian needs them.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ');
}
