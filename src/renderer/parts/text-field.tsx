/** One line of text. What is typed stays when something is wrong with it; the sentence below says what to do. */
import type { ClipboardEvent, ReactNode } from 'react';
import { FieldError, Input, Label, TextField as AriaTextField } from 'react-aria-components';
import { classes } from './classes.ts';
import { Glyph } from './glyph.tsx';
import { Icon, type IconName } from './icon.tsx';
import styles from './field.module.css';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Enter. */
  readonly onSubmit?: () => void;
  /** The text as pasted, before the field takes it; `true` keeps it out of the field. */
  readonly onPaste?: (text: string) => boolean;
  readonly onBlur?: () => void;
  readonly onEscape?: () => void;
  readonly placeholder?: string;
  readonly error?: string | undefined;
  readonly icon?: IconName;
  /** The label is read out but not drawn. */
  readonly isLabelHidden?: boolean;
  readonly isReadOnly?: boolean;
  readonly autoFocus?: boolean;
  readonly size?: 'first-run' | 'normal' | 'small';
  /** Left to right whatever the language, e.g. for addresses. */
  readonly isAddress?: boolean;
  /** Usually a button, inside the field at its end. */
  readonly end?: ReactNode;
}

export function TextField(props: TextFieldProps) {
  const { label, value, error, icon, isLabelHidden = false, size = 'normal', end } = props;
  return (
    <AriaTextField
      className={classes(styles['field'])}
      value={value}
      onChange={props.onChange}
      isInvalid={error !== undefined}
      isReadOnly={props.isReadOnly ?? false}
      autoFocus={props.autoFocus ?? false}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) props.onSubmit?.();
        else if (event.key === 'Escape' && props.onEscape !== undefined) props.onEscape();
        else event.continuePropagation();
      }}
      {...(props.onBlur === undefined ? {} : { onBlur: props.onBlur })}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {isLabelHidden ? undefined : <Label className={classes(styles['label'])}>{label}</Label>}
      <div className={classes(styles['box'], styles[size], error !== undefined && styles['wrong'])}>
        {icon === undefined ? undefined : <Icon name={icon} />}
        <Input
          className={classes(styles['input'])}
          {...(props.isAddress === true ? { dir: 'ltr' } : value === '' ? {} : { dir: 'auto' })}
          placeholder={props.placeholder ?? ''}
          autoComplete="off"
          spellCheck={false}
          onPaste={(event: ClipboardEvent) => {
            if (props.onPaste?.(event.clipboardData.getData('text/plain')) === true) event.preventDefault();
          }}
        />
        {end}
      </div>
      <FieldProblem text={error} />
    </AriaTextField>
  );
}

/** The sentence under a field, tied to it for readers. */
export function FieldProblem({ text }: { readonly text: string | undefined }) {
  return (
    <FieldError className={classes(styles['problem'])}>
      <Glyph kind="no-answer" />
      <span>{text}</span>
    </FieldError>
  );
}
