/** A person's own name for a server. */
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { rename } from '../../actions.ts';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import styles from './drawer.module.css';

interface RenameFieldProps {
  readonly id: string;
  readonly name: string;
  readonly onDone: () => void;
}

export function RenameField({ id, name, onDone }: RenameFieldProps): ReactNode {
  const { t } = useText();
  const field = useRef<HTMLInputElement>(null);
  const [value, setValue] = useState(name);
  useEffect(() => field.current?.select(), []);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (value.trim() !== '' && value !== name) void rename(id, value.trim());
    onDone();
  };
  return (
    <form className={styles['rename']} onSubmit={save}>
      <input
        ref={field}
        className={styles['renameInput']}
        dir="auto"
        maxLength={200}
        aria-label={t('drawer.name')}
        value={value}
        onChange={(event) => setValue(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onDone();
        }}
      />
      <Button type="submit" size="small">
        {t('action.save')}
      </Button>
    </form>
  );
}
