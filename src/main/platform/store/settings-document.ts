/** settings.json: what the person chose, and the local ports of this install. */
import { join } from 'node:path';
import { z } from 'zod';
import { defaultSettings, settingsSchema, type SettingKey, type Settings } from '../../../shared/settings.ts';
import type { LocalPorts } from '../../core/local-ports.ts';
import type { Document } from '../../services/deps.ts';
import type { StoredSettings } from '../../services/stored.ts';
import { createDocument, type DocumentOptions } from './document.ts';
import type { DocumentKind, Reading, RejectedPart } from './document-reading.ts';
import { isObject, membersExcept, type JsonObject } from './json.ts';

/** Name of the file in the data folder. */
export const settingsFile = 'settings.json';

const port = z.int().min(1024).max(65535);
/** Files of versions that served no script have no port for one. */
const portsSchema = z
  .object({ local: port, systemProxy: port, script: port.exactOptional() })
  .refine((ports) => new Set(Object.values(ports)).size === Object.keys(ports).length);
const settingKeys = Object.keys(settingsSchema.shape) as SettingKey[]; // the schema's own members
const documentMembers: ReadonlySet<string> = new Set(['settings', 'ports']);

/** Ports of an install; those that it has already are given and stay. */
export type PickPorts = (known: Partial<LocalPorts>) => LocalPorts;

/**
 * The document in `folder`. A bad setting falls back to its default and is kept in `rejects`; ports that are missing or
 * bad are picked anew. Only what differs from the defaults is written, so that a better default reaches everybody who
 * never chose.
 */
export function createSettingsDocument(
  folder: string,
  options: Pick<DocumentOptions<StoredSettings>, 'now' | 'onStep'> & { readonly pickPorts: PickPorts },
): Document<StoredSettings> {
  const { pickPorts, ...rest } = options;
  return createDocument({ ...rest, file: join(folder, settingsFile), kind: settingsKind(pickPorts) });
}

function settingsKind(pickPorts: PickPorts): DocumentKind<StoredSettings> {
  return {
    initial: () => ({ settings: defaultSettings, ports: pickPorts({}) }),

    async read(document, earlier) {
      const rejects: RejectedPart[] = [];
      if (!Object.hasOwn(document, 'settings')) return undefined; // it is always written: its name was damaged
      const raw = document['settings'];
      if (!isObject(raw)) rejects.push({ at: 'settings', raw });
      const given = isObject(raw) ? raw : {};
      const ports = portsSchema.safeParse(document['ports']);
      if (!ports.success && document['ports'] !== undefined) rejects.push({ at: 'ports', raw: document['ports'] });
      const settings = readSettings(given, rejects);
      const again = new Set(rejects.map(({ at }) => at));
      return {
        value: { settings, ports: pickPorts(ports.data ?? {}) },
        kept: {
          top: membersExcept(document, documentMembers),
          parts: new Map([['settings', membersExcept(given, new Set<string>(settingKeys))]]),
          // one a place, or a file that is broken by hand again and again would grow without end
          rejects: [...earlier.filter((entry) => !(isObject(entry) && again.has(String(entry['at'])))), ...rejects],
        },
        lost: rejects.length,
      } satisfies Reading<StoredSettings>;
    },

    write(value, kept) {
      const settings = { ...kept.parts.get('settings'), ...chosenSettings(value.settings) };
      return { top: { ...kept.top, ...value, settings } };
    },
  };
}

function readSettings(given: JsonObject, rejects: RejectedPart[]): Settings {
  const good = settingKeys.flatMap((key) => {
    if (!Object.hasOwn(given, key)) return [];
    const checked = settingsSchema.shape[key].safeParse(given[key]);
    if (checked.success) return [[key, checked.data] as const];
    rejects.push({ at: `settings.${key}`, raw: given[key] });
    return [];
  });
  return settingsSchema.parse(Object.fromEntries(good));
}

function chosenSettings(settings: Settings): JsonObject {
  const standard: JsonObject = defaultSettings;
  return Object.fromEntries(Object.entries(settings).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(standard[key])));
}
