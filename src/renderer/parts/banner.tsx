/** Something about this place or this computer; stays until it is no longer true or is dismissed. */
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import styles from './banner.module.css';

export interface BannerProps {
  readonly children: ReactNode;
  readonly tone?: 'plain' | 'hold' | 'fail';
  /** One button that does something about it. */
  readonly action?: ReactNode;
  readonly dismiss?: { readonly label: string; readonly onPress: () => void };
}

export function Banner({ children, tone = 'hold', action, dismiss }: BannerProps) {
  return (
    <div className={classes(styles['banner'], styles[tone])} role={tone === 'fail' ? 'alert' : 'status'}>
      <Icon name="warning" />
      <div className={styles['text']}>{children}</div>
      {action}
      {dismiss === undefined ? undefined : <IconButton label={dismiss.label} icon="close" onPress={dismiss.onPress} />}
    </div>
  );
}
