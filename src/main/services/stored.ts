/** Shapes of the two stored documents; members that a newer Byway wrote are carried along untouched. */
import type { ProfileSource } from '../../shared/profile.ts';
import type { Settings } from '../../shared/settings.ts';

/** One profile on disk. `sealed` is the SecretBox envelope of the Profile as JSON: addresses and keys alike. */
export interface StoredItem {
  readonly id: string;
  readonly source: ProfileSource;
  readonly addedAt: number;
  readonly ownName?: string;
  readonly sealed: string;
}

export interface StoredList {
  readonly items: readonly StoredItem[];
  readonly chosen?: string;
}

export interface StoredSettings {
  readonly settings: Settings;
  /** Local ports, picked once per install above the ranges that scanners try, kept while they are free. */
  readonly ports: { readonly local: number; readonly systemProxy: number };
}
