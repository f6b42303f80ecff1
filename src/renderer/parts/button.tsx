/** Buttons in four weights. One primary in a view. */
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './button.module.css';
import { Icon, type IconName } from './icon.tsx';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'link' | 'destructive';
  /** main 52, normal 40, small 32 high; narrow windows never less than 44. */
  readonly size?: 'main' | 'normal' | 'small';
  readonly icon?: IconName;
  readonly children: ReactNode;
}

export function Button({ kind = 'secondary', size = 'normal', icon, children, ...rest }: ButtonProps): ReactNode {
  return (
    <AriaButton {...rest} className={styles['button'] ?? ''} data-kind={kind} data-size={size}>
      {icon !== undefined && <Icon name={icon} size={18} />}
      <span className={styles['word']}>{children}</span>
    </AriaButton>
  );
}

/** Close, more, search: the only buttons without a word, so the label is obligatory. */
export function IconButton({ icon, label, ...rest }: Omit<AriaButtonProps, 'className' | 'style' | 'children'> & { readonly icon: IconName; readonly label: string }): ReactNode {
  return (
    <AriaButton {...rest} aria-label={label} className={styles['bare'] ?? ''}>
      <Icon name={icon} />
    </AriaButton>
  );
}
