/**
 * The few sentences the widget library speaks by itself. It has no Persian and would bring thirty other languages, so
 * its dictionary is replaced before anything is drawn: its English as the ground, ours wherever a widget of ours speaks.
 * Values are functions, so that a change of language is heard at once.
 */
import * as englishModule from 'react-aria-components/i18n/en-US';
import { textFor, type Text, type TextKey } from '../../shared/text.ts';

/** Part of the library → sentence → words or a function that makes them. */
type Dictionary = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

// The package's types call this default export a type; it is the dictionary itself.
const english = (englishModule as unknown as { readonly default: Dictionary }).default;

let speaking: Text = textFor('en');

const ours: Readonly<Record<string, Readonly<Record<string, TextKey>>>> = {
  '@react-aria/overlays': { dismiss: 'widget.dismiss' },
  '@react-aria/menu': { longPressMessage: 'widget.menu' },
  '@react-aria/searchfield': { 'Clear search': 'widget.clear-search' },
  '@react-aria/toast': { close: 'widget.dismiss' },
  'react-aria-components': { selectPlaceholder: 'widget.select' },
};

/** The texts that widgets speak from now on. */
export function speakWidgets(text: Text): void {
  speaking = text;
}

/** Must run before the first render. The two symbols are the library's own documented seam for server-sent strings. */
export function installWidgetStrings(page: Window): void {
  const strings: Record<string, Record<string, unknown>> = {};
  for (const [part, sentences] of Object.entries(english)) {
    const own = Object.entries(ours[part] ?? {}).map(([key, textKey]) => [key, () => speaking.t(textKey)] as const);
    strings[part] = { ...sentences, ...Object.fromEntries(own) };
  }
  Object.assign(page, { [Symbol.for('react-aria.i18n.locale')]: 'en-US', [Symbol.for('react-aria.i18n.strings')]: strings });
}
