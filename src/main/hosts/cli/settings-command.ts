/** settings get and set. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { defaultSettings, type SettingKey, type Settings } from '../../../shared/settings.ts';
import { exitCodes, type ExitCode } from './commands.ts';
import type { Output } from './output.ts';
import { failed } from './server-commands.ts';
import type { Session } from './session.ts';

export type SettingsRequest =
  | { readonly kind: 'get'; readonly key?: SettingKey }
  | { readonly kind: 'set'; readonly key: SettingKey; readonly value: unknown };

/** Reads the words after `settings`. Whether the value is one the setting takes is for the contract to say. */
export function readSettingsWords(words: readonly string[]): Result<SettingsRequest> {
  const [verb, key, value] = words;
  if (verb === 'get' && key === undefined) return succeed({ kind: 'get' });
  if (key !== undefined && !isSettingKey(key)) return fail('bad-request', `there is no setting ${JSON.stringify(key)}`);
  if (verb === 'get' && key !== undefined && value === undefined) return succeed({ kind: 'get', key });
  if (verb === 'set' && key !== undefined && value !== undefined) return readValue(key, value);
  return fail('bad-request', 'settings needs get [KEY] or set KEY VALUE');
}

function readValue(key: SettingKey, text: string): Result<SettingsRequest> {
  const kind = typeof defaultSettings[key];
  if (kind === 'boolean') return text === 'true' || text === 'false' ? succeed({ kind: 'set', key, value: text === 'true' }) : fail('bad-request', `${key} is true or false`);
  return succeed({ kind: 'set', key, value: Array.isArray(defaultSettings[key]) ? readList(text) : text });
}

/** A JSON list, or words with commas between. */
function readList(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value;
  } catch {
    // not JSON: words with commas
  }
  return text.split(',').map((word) => word.trim()).filter((word) => word !== '');
}

/** Prints the settings, one of them, or changes one. */
export async function runSettings(session: Session, output: Output, request: SettingsRequest): Promise<ExitCode> {
  if (request.kind === 'get') {
    show(output, session.app.state.get().settings, request.key);
    return exitCodes.done;
  }
  const changed = await session.call('settings.change', { [request.key]: request.value });
  if (!changed.ok) return failed(output, changed.fault.code === 'bad-request' ? fail('bad-request', `${request.key} does not take this value`) : changed);
  show(output, changed.value, request.key);
  return exitCodes.done;
}

function show(output: Output, settings: Settings, key: SettingKey | undefined): void {
  output.object(key === undefined ? settings : { [key]: settings[key] });
  for (const [name, value] of Object.entries(settings)) {
    if (key === undefined || key === name) output.line(`${name} ${Array.isArray(value) ? JSON.stringify(value) : value}`);
  }
}

function isSettingKey(text: string): text is SettingKey {
  return Object.hasOwn(defaultSettings, text);
}
