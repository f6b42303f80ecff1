/** Mounts the page and joins it to the app. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { speakOver } from './actions.ts';
import { App } from './app.tsx';
import { findHost } from './connect.ts';
import { LanguageProvider } from './language/language.tsx';
import { installWidgetStrings } from './language/widget-strings.ts';
import { keepSession } from './session.ts';
import { appendLog, changeMirror, changeUi, replaceLog, replaceMirror, useStore } from './store.ts';
// Styles of the whole document; whatever belongs to one component comes with it as a module.
// oxlint-disable import/no-unassigned-import
import './styles/tokens.css';
import './styles/scale.css';
import './styles/base.css';

installWidgetStrings(window);

keepSession(
  findHost(window),
  {
    opened(caller, snapshot) {
      speakOver(caller);
      replaceMirror(snapshot);
      changeUi({ link: 'open' });
      void caller.call('log.get', {}).then((lines) => (lines.ok ? replaceLog(lines.value) : undefined));
    },
    changed: changeMirror,
    logged: appendLog,
    lost(trouble) {
      speakOver(undefined);
      if (useStore.getState().ui.link !== 'quit') changeUi({ link: trouble });
    },
  },
  { after: (ms, run) => void setTimeout(run, ms) },
);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no root');
createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <App />
    </LanguageProvider>
  </StrictMode>,
);
