/** Several lines of text, e.g. one address a line. */
import { Label, Text, TextArea as AriaTextArea, TextField as AriaTextField } from 'react-aria-components';
import { classes } from './classes.ts';
import { FieldProblem } from './text-field.tsx';
import styles from './field.module.css';

export interface TextAreaProps {
  readonly label: string;
  /** A sentence under the label. */
  readonly line?: string;
  readonly value: string;
  readonly rows: number;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly error?: string | undefined;
  /** Left to right whatever the language. */
  readonly isAddress?: boolean;
}

export function TextArea({ label, line, value, rows, onChange, onBlur, error, isAddress = false }: TextAreaProps) {
  return (
    <AriaTextField className={classes(styles['field'])} value={value} onChange={onChange} isInvalid={error !== undefined} {...(onBlur === undefined ? {} : { onBlur })}>
      <Label className={classes(styles['label'], styles['strong'])}>{label}</Label>
      {line === undefined ? undefined : <Text slot="description" className={classes(styles['line'])}>{line}</Text>}
      <AriaTextArea
        className={classes(styles['area'], error !== undefined && styles['wrong'])}
        rows={rows}
        dir={isAddress ? 'ltr' : 'auto'}
        spellCheck={false}
        autoComplete="off"
      />
      <FieldProblem text={error} />
    </AriaTextField>
  );
}
