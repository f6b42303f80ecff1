/** The language of the page, given to every component below. */
import { createContext, use, useEffect, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { chooseLanguage, textFor, type Language, type Text } from '../../shared/text.ts';
import { useStore } from '../store.ts';
import { speakWidgets } from './widget-strings.ts';

const TextContext = createContext<Text>(textFor('en'));

/** The texts of the present language. */
export function useText(): Text {
  return use(TextContext);
}

/** What the settings ask for; before the app is reached, what the browser prefers. */
function useLanguage(): Language {
  const setting = useStore((state) => state.mirror?.settings.language ?? 'system');
  const preferred = useStore((state) => state.mirror?.host.languages);
  return chooseLanguage(setting, preferred ?? navigator.languages);
}

/** Sets language and direction of the whole document and hands the texts down. */
export function LanguageProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const language = useLanguage();
  const text = textFor(language);
  speakWidgets(text);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = text.direction;
  }, [language, text]);
  return (
    <I18nProvider locale={widgetLocale[language]}>
      <TextContext value={text}>{children}</TextContext>
    </I18nProvider>
  );
}

const widgetLocale: Readonly<Record<Language, string>> = { en: 'en-GB', ru: 'ru-RU', fa: 'fa-IR', zh: 'zh-CN' };
