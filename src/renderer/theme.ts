/** The look of the document: theme, contrast, and whether the window can be seen at all. */
import { useEffect } from 'react';
import { useStore } from './store.ts';

/** Follows the setting and, where that says `system`, the desktop's wish for contrast. Light and dark follow by CSS. */
export function useTheme(): void {
  const theme = useStore((state) => state.mirror?.settings.theme ?? 'system');
  useEffect(() => {
    const root = document.documentElement;
    const wish = matchMedia('(prefers-contrast: more)');
    const apply = (): void => {
      if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme;
      else delete root.dataset['theme'];
      if (theme === 'contrast' || (theme === 'system' && wish.matches)) root.dataset['contrast'] = 'more';
      else delete root.dataset['contrast'];
    };
    apply();
    wish.addEventListener('change', apply);
    return () => wish.removeEventListener('change', apply);
  }, [theme]);
}

/** Lets CSS stop every movement while nobody can see it. */
export function useHiddenMark(): void {
  useEffect(() => {
    const mark = (): void => {
      document.documentElement.dataset['hidden'] = String(document.hidden);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, []);
}
