import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultCodes } from './fault.ts';
import type { ProfileWarning } from './profile.ts';
import type { Notice } from './snapshot.ts';
import { chooseLanguage, languages, textFor, type Language, type TextKey } from './text.ts';

const suffix = /_(zero|one|two|few|many|other)$/;

/** Every member of a union, complete or the compiler complains. */
const warnings = Object.keys({
  unencrypted: 1, insecure: 1, 'old-cipher': 1, 'private-address': 1, 'look-alike-host': 1, 'punycode-host': 1, 'strange-name': 1, 'expired-certificate': 1, 'name-unchecked': 1, 'not-uuid': 1,
} satisfies Record<ProfileWarning, 1>);
const notices = Object.keys({
  'restored-after-crash': 1, 'store-salvaged': 1, 'store-read-only': 1, 'secrets-unreadable': 1, 'proxy-not-in-effect': 1, 'proxy-unsupported': 1,
  'proxy-journal-damaged': 1, 'proxy-not-restored': 1, 'desktop-does-not-follow': 1, 'environment-proxy': 1, 'restart-browser': 1, 'earlier-proxy-dead': 1, 'link-refused': 1, 'link-dropped': 1,
} satisfies Record<Notice['kind'], 1>);

const tables = Object.fromEntries(languages.map((language) => [language, load(language)])) as Record<Language, Record<string, string>>; // one entry per language by construction

function load(language: Language): Record<string, string> {
  const source = readFileSync(new URL(`./locales/${language}.json`, import.meta.url), 'utf8');
  const table = JSON.parse(source) as Record<string, string>; // our own file; the values are checked below
  expect(source.match(/^ {2}"/gm)?.length, `${language} holds no key twice`).toBe(Object.keys(table).length);
  return table;
}

function bases(table: Record<string, string>): string[] {
  return [...new Set(Object.keys(table).map((key) => key.replace(suffix, '')))].toSorted();
}

function counted(table: Record<string, string>): Set<string> {
  return new Set(Object.keys(table).filter((key) => suffix.test(key)).map((key) => key.replace(suffix, '')));
}

function places(sentence: string): string[] {
  return [...new Set([...sentence.matchAll(/\{\{([^}]+)\}\}/g)].map((match) => String(match[1]).replace(/\s/g, '')))].toSorted();
}

describe.each(languages)('the %s texts', (language) => {
  const table = tables[language];

  it('have the keys of English', () => {
    expect(bases(table)).toEqual(bases(tables.en));
    expect([...counted(table)].toSorted()).toEqual([...counted(tables.en)].toSorted());
  });

  it('say something under each key', () => {
    for (const [key, sentence] of Object.entries(table)) expect(sentence.trim(), key).not.toBe('');
  });

  it('have every plural form the language asks for', () => {
    const forms: readonly string[] = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const needed = language === 'fa' ? [...forms, 'zero'] : forms;
    for (const base of counted(table)) {
      for (const form of needed) expect(table[`${base}_${form}`], `${base}_${form}`).toBeDefined();
    }
  });

  it('leave the same places open as English', () => {
    for (const [key, sentence] of Object.entries(table)) {
      const base = key.replace(suffix, '');
      const english = tables.en[`${base}_other`] ?? tables.en[base] ?? '';
      // "zero" may say it in words.
      if (key.endsWith('_zero')) expect(places(english), key).toEqual(expect.arrayContaining(places(sentence)));
      else expect(places(sentence), key).toEqual(places(english));
    }
  });

  it('have a sentence for every fault, warning and notice', () => {
    for (const code of faultCodes) expect(table[`fault.${code}`], code).toBeDefined();
    for (const code of warnings) expect(table[`warning.${code}`], code).toBeDefined();
    for (const kind of notices) expect(table[`notice.${kind}`], kind).toBeDefined();
  });
});

describe('a text', () => {
  it.each([
    ['en', 1, 'Last answer came back 1 second ago.'],
    ['en', 0, 'Last answer came back just now.'],
    ['ru', 2, 'Последний ответ пришёл 2 секунды назад.'],
    ['ru', 5, 'Последний ответ пришёл 5 секунд назад.'],
    ['ru', 21, 'Последний ответ пришёл 21 секунду назад.'],
    ['fa', 0, 'آخرین پاسخ همین حالا رسید.'],
    ['fa', 2, 'آخرین پاسخ ۲ ثانیه پیش رسید.'],
    ['zh', 2, '最近一次回应在 2 秒前。'],
  ] as const)('counts in %s: %i', (language, count, sentence) => {
    expect(textFor(language).t('home.on.answered', { count })).toBe(sentence);
  });

  it('writes numbers in the digits of the language', () => {
    expect(textFor('fa').number(1.4)).toBe('۱٫۴');
    expect(textFor('fa').t('unit.ms', { value: 48 })).toBe('۴۸ میلی‌ثانیه');
    expect(textFor('ru').number(1234.5)).toBe('1\u00a0234,5');
  });

  it('leaves hostile names as they are: painting them as text is the screen’s work', () => {
    expect(textFor('en').t('import.toast', { name: '<b>&amp;{{x}} $t(app.name)</b>' })).toBe('<b>&amp;{{x}} $t(app.name)</b> added.');
  });

  it('knows its direction', () => {
    expect(languages.map((language) => textFor(language).direction)).toEqual(['ltr', 'ltr', 'rtl', 'ltr']);
  });

  it('has no key that is only an accident of typing', () => {
    const key: TextKey = 'servers.count';
    // @ts-expect-error a plural's ending is not part of the key
    const wrong: TextKey = 'servers.count_one';
    expect([key, wrong]).toHaveLength(2);
  });
});

describe('choosing a language', () => {
  it.each([
    ['system', ['fa-IR', 'en'], 'fa'],
    ['system', ['de-DE', 'ru_RU.UTF-8'], 'ru'],
    ['system', ['zh-Hant-TW'], 'zh'],
    ['system', [], 'en'],
    ['zh', ['fa'], 'zh'],
  ] as const)('%s with %j gives %s', (setting, preferred, expected) => {
    expect(chooseLanguage(setting, preferred)).toBe(expected);
  });
});
