/** What the person chose: read, changed and kept; and the local ports of this install. */
import { fail, type Result } from '../../shared/fault.ts';
import { settingsSchema, type Settings } from '../../shared/settings.ts';
import { pickLocalPorts, portBytes, type LocalPorts } from '../core/local-ports.ts';
import type { Deps, Random } from './deps.ts';
import type { Saver } from './saver.ts';
import type { State } from './state.ts';
import type { StoredSettings } from './stored.ts';

/** Settings to change; what is absent or undefined stays. */
export type SettingsPatch = { readonly [Key in keyof Settings]?: Settings[Key] | undefined };

export interface SettingsService {
  /** As stored, with this run's own on top. */
  current(): Settings;
  ports(): StoredSettings['ports'];
  /** Applies at once and keeps; on a fault of the store the change holds until the app ends. */
  change(patch: SettingsPatch): Promise<Result<Settings>>;
  /** Picks other ports because one was taken, and keeps them. */
  movePorts(): StoredSettings['ports'];
}

/** Picks the ports that an install has none of yet. */
export function portPicker(random: Random): (kept: Partial<LocalPorts>) => LocalPorts {
  return (kept) => pickLocalPorts(random(portBytes), kept);
}

/** `overrides` are this run's own and never stored; changing such a setting ends its override. */
export function createSettings(
  deps: Pick<Deps, 'random'>,
  state: State,
  saver: Saver<StoredSettings>,
  loaded: StoredSettings,
  overrides: Partial<Settings>,
): SettingsService {
  let stored = loaded;
  let own: Partial<Settings> = overrides;
  const current = (): Settings => ({ ...stored.settings, ...own });
  state.change({ settings: current() });

  return {
    current,
    ports: () => stored.ports,
    async change(patch) {
      const wanted = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const checked = settingsSchema.safeParse({ ...stored.settings, ...wanted });
      if (!checked.success) return fail('bad-request', 'settings do not fit');
      stored = { ...stored, settings: checked.data };
      own = Object.fromEntries(Object.entries(own).filter(([key]) => !(key in wanted)));
      state.change({ settings: current() });
      const saved = await saver.save(stored);
      return saved.ok ? { ok: true, value: current() } : saved;
    },
    movePorts() {
      stored = { ...stored, ports: portPicker(deps.random)({}) };
      void saver.save(stored); // a failure is logged there, and the ports serve this run all the same
      return stored.ports;
    },
  };
}

