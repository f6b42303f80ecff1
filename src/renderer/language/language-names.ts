/** Each language by its own name: never translated. */
import type { Language } from '../../shared/text.ts';

export const languageNames: Readonly<Record<Language, string>> = { en: 'English', ru: 'Русский', fa: 'فارسی', zh: '中文' };
