/** Share links that stand beside or behind a document. */
import { parseText } from '../../../shared/links/parse-text.ts';
import type { Findings } from './findings.ts';

/** Adds what a text holds; `line` is where it begins. */
export function addLinks(text: string, line: number, findings: Findings): void {
  const { profiles, rejected, subscriptions } = parseText(text);
  findings.profiles.push(...profiles);
  for (const entry of rejected) if (entry.code !== 'input-empty') findings.rejected.push({ ...entry, line: entry.line + line - 1 });
  for (const entry of subscriptions ?? []) findings.subscriptions.push({ ...entry, line: entry.line + line - 1 });
}
