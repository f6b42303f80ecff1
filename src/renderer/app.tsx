/** The frame: sidebar or tabs, the page, and what floats above it. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { UNSAFE_PortalProvider as PortalProvider } from 'react-aria/PortalProvider';
import { Banners } from './frame/banners.tsx';
import styles from './frame/frame.module.css';
import { ClipboardLine } from './frame/clipboard-line.tsx';
import { DropTarget } from './frame/drop-target.tsx';
import { Nav } from './frame/nav.tsx';
import { PreviewSheet } from './frame/preview/preview-sheet.tsx';
import { ReadingSheet } from './frame/preview/reading-sheet.tsx';
import { useShortcuts } from './frame/shortcuts.ts';
import { ToastPlace } from './frame/toast.tsx';
import { Waiting } from './frame/waiting.tsx';
import { useIncoming } from './intake/incoming.ts';
import { useText } from './language/language.tsx';
import { FirstRun } from './screens/first/first-run.tsx';
import { Home } from './screens/home/home.tsx';
import { Log } from './screens/log/log.tsx';
import { Servers } from './screens/servers/servers.tsx';
import { BackupSheet } from './screens/share/backup-sheet.tsx';
import { RestoreSheet } from './screens/share/restore-sheet.tsx';
import { ShareListSheet } from './screens/share/share-list-sheet.tsx';
import { ShareSheet } from './screens/share/share-sheet.tsx';
import { UnlockSheet } from './screens/share/unlock-sheet.tsx';
import { Settings } from './screens/settings/settings.tsx';
import { useStore, type Screen } from './store.ts';
import { useHiddenMark, useTheme } from './theme.ts';

export function App(): ReactNode {
  const { t } = useText();
  const content = useRef<HTMLElement>(null);
  const shown = useRef<Screen>(undefined);
  const [floating, setFloating] = useState<HTMLElement | null>(null);
  const screen = useStore(({ ui }) => ui.screen);
  const known = useStore(({ mirror }) => mirror !== undefined);
  const quit = useStore(({ ui }) => ui.link === 'quit');
  const first = useStore(({ mirror }) => mirror?.profiles.length === 0 && (mirror.connection.kind === 'off' || mirror.connection.kind === 'failed'));
  useShortcuts();
  useIncoming();
  useTheme();
  useHiddenMark();
  useEffect(() => {
    if (shown.current !== screen) content.current?.scrollTo({ top: 0 });
    shown.current = screen;
  }, [screen]);
  const bare = !known || quit || (first && screen === 'home');
  return (
    <PortalProvider getContainer={() => floating}>
      <div className={styles['frame']} data-bare={bare}>
        {!bare && <Nav />}
        <main ref={content} className={styles['main']} data-region tabIndex={-1} aria-label={t('nav.content')}>
          <div className={styles['content']} data-screen={screen}>
            {known && !quit && <Banners />}
            {known && !quit && <ClipboardLine />}
            {!known || quit ? <Waiting /> : first && screen === 'home' ? <FirstRun /> : <Page screen={screen} />}
          </div>
          {known && <PreviewSheet />}
          {known && <ReadingSheet />}
          {known && <ShareSheet />}
          {known && <ShareListSheet />}
          {known && <BackupSheet />}
          {known && <RestoreSheet />}
          {known && <UnlockSheet />}
          {known && <DropTarget />}
          <ToastPlace />
          <div ref={setFloating} />
        </main>
      </div>
    </PortalProvider>
  );
}

function Page({ screen }: { readonly screen: Screen }): ReactNode {
  switch (screen) {
    case 'home':
      return <Home />;
    case 'servers':
      return <Servers />;
    case 'settings':
      return <Settings />;
    case 'log':
      return <Log />;
  }
}
