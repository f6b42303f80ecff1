/** One line of text with its label, and a sentence about it. */
import { useId, type ReactNode } from 'react';
import styles from './text-field.module.css';

export interface TextFieldProps {
  readonly label: string;
  readonly line?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Shown while it is empty: what counts then. */
  readonly placeholder?: string;
  /** `ltr` for what is technical in every language. */
  readonly dir?: 'auto' | 'ltr';
  readonly maxLength: number;
  /** What is wrong with it. */
  readonly problem?: string | undefined;
}

export function TextField({ label, line, value, onChange, placeholder, dir = 'auto', maxLength, problem }: TextFieldProps): ReactNode {
  const id = useId();
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={`${id}input`}>
        {label}
      </label>
      {line !== undefined && (
        <p className={styles['line']} id={`${id}line`}>
          {line}
        </p>
      )}
      <input
        id={`${id}input`}
        className={styles['input']}
        dir={dir}
        maxLength={maxLength}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        translate="no"
        placeholder={placeholder}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}line ${id}problem`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}problem`} className={styles['problem']} role="status">
        {problem}
      </p>
    </div>
  );
}
