/** Something about this place or this computer; stays until it is no longer true or is dismissed. */
import type { ReactNode } from 'react';
import styles from './banner.module.css';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

export interface BannerProps {
  /** fail: something does not work. hold: something to know. on: something went well. */
  readonly tone: 'fail' | 'hold' | 'on';
  readonly title?: string;
  readonly children: ReactNode;
  readonly action?: { readonly word: string; readonly press: () => void };
}

export function Banner({ tone, title, children, action }: BannerProps): ReactNode {
  return (
    <div className={styles['banner']} data-tone={tone} role={tone === 'fail' ? 'alert' : 'status'}>
      <span className={styles['sign']}>
        <Icon name={tone === 'on' ? 'tick' : 'warning'} />
      </span>
      <div className={styles['text']}>
        {title !== undefined && <p className={styles['title']}>{title}</p>}
        <p>{children}</p>
      </div>
      {action !== undefined && (
        <Button size="small" onPress={action.press}>
          {action.word}
        </Button>
      )}
    </div>
  );
}
