/**
 * Every sentence people read, in four languages, for windows, tray and command line alike.
 * Sentences live in `locales/*.json`, flat, one key each; English decides which keys exist. Nothing here knows a screen.
 */
import { createInstance, type i18n } from 'i18next';
import en from './locales/en.json' with { type: 'json' };
import fa from './locales/fa.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import zh from './locales/zh.json' with { type: 'json' };

/** The languages Byway speaks, in the order they are offered. */
export const languages = ['en', 'ru', 'fa', 'zh'] as const;

export type Language = (typeof languages)[number];

type PluralSuffix = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type WithoutPlural<Key extends string> = Key extends `${infer Base}_${PluralSuffix}` ? Base : Key;

/** A key of `locales/en.json`; a counted sentence goes by its key without the plural's ending. */
export type TextKey = WithoutPlural<keyof typeof en>;

/** What fills a sentence's places. `count` picks the plural form. */
export type TextValues = Readonly<Record<string, string | number>>;

/** One language, ready to use. */
export interface Text {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  /** The sentence under a key. */
  readonly t: (key: TextKey, values?: TextValues) => string;
  /** A number in the language's own digits and separators. */
  readonly number: (value: number, options?: Intl.NumberFormatOptions) => string;
}

const instance: i18n = createInstance({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en }, ru: { translation: ru }, fa: { translation: fa }, zh: { translation: zh } },
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
  // Names arrive as plain text and are painted as plain text; escaping would show `&amp;`.
  interpolation: { escapeValue: false },
});
void instance.init();

const ready = new Map<Language, Text>();

/** The texts of a language; the same object each time. */
export function textFor(language: Language): Text {
  const known = ready.get(language);
  if (known !== undefined) return known;
  const fixed = instance.getFixedT(language);
  const text: Text = {
    language,
    direction: language === 'fa' ? 'rtl' : 'ltr',
    t: (key, values) => fixed(key, values ?? {}),
    number: (value, options) => new Intl.NumberFormat(language, options).format(value),
  };
  ready.set(language, text);
  return text;
}

/** The chosen language; under `system` the first of the desktop's languages (BCP 47, best first) that is one of ours, else English. */
export function chooseLanguage(setting: Language | 'system', preferred: readonly string[]): Language {
  if (setting !== 'system') return setting;
  for (const tag of preferred) {
    const base = tag.toLowerCase().split(/[-_.]/)[0];
    const found = languages.find((language) => language === base);
    if (found !== undefined) return found;
  }
  return 'en';
}
