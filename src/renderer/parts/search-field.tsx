/** Search with a way to clear it; Escape clears first and closes after. */
import { Button, Input, SearchField as AriaSearchField } from 'react-aria-components';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import styles from './field.module.css';

export interface SearchFieldProps {
  readonly label: string;
  readonly clearLabel: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Escape while empty. */
  readonly onLeave?: () => void;
  readonly autoFocus?: boolean;
}

export function SearchField({ label, clearLabel, value, onChange, onLeave, autoFocus = false }: SearchFieldProps) {
  return (
    <AriaSearchField
      className={classes(styles['field'], styles['search'])}
      aria-label={label}
      value={value}
      onChange={onChange}
      autoFocus={autoFocus}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && value === '') onLeave?.();
        else event.continuePropagation();
      }}
    >
      <div className={classes(styles['box'], styles['small'])}>
        <Icon name="search" />
        <Input className={classes(styles['input'])} placeholder={label} {...(value === '' ? {} : { dir: 'auto' })} autoComplete="off" spellCheck={false} />
        {value === '' ? undefined : (
          <Button className={classes(styles['clear'])} aria-label={clearLabel}>
            <Icon name="close" size={16} />
          </Button>
        )}
      </div>
    </AriaSearchField>
  );
}
