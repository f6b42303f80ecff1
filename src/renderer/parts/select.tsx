/** One choice out of several, folded away until it is pressed. */
import { Button, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import styles from './select.module.css';

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** BCP 47, when the label is in another language than the page. */
  readonly language?: string;
}

export interface SelectProps<Value extends string> {
  /** Read out; the row it stands in draws it. */
  readonly label: string;
  readonly options: readonly Option<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

export function Select<Value extends string>({ label, options, value, onChange }: SelectProps<Value>) {
  return (
    <AriaSelect
      aria-label={label}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      <Button className={classes(styles['button'])}>
        <SelectValue className={classes(styles['value'])} />
        <Icon name="updown" size={16} />
      </Button>
      <Popover className={classes(styles['popover'])} placement="bottom end">
        <ListBox className={classes(styles['list'])}>
          {options.map((option) => (
            <ListBoxItem key={option.value} id={option.value} textValue={option.label} className={classes(styles['item'])}>
              <span className={styles['mark']}>{option.value === value ? <Icon name="tick" size={16} /> : undefined}</span>
              <bdi lang={option.language}>{option.label}</bdi>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
