/** Choosing one of a few: a switch, a row of words, a list that opens. */
import type { ReactNode } from 'react';
import { Button, Label, ListBox, ListBoxItem, Popover, Radio, RadioGroup, Select, SelectValue, Switch as AriaSwitch } from 'react-aria-components';
import styles from './choice.module.css';
import { Icon } from './icon.tsx';

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** The language the label is written in, when it is not the page's. */
  readonly lang?: string;
}

interface SwitchProps {
  readonly label: string;
  readonly describedBy?: string;
  readonly isSelected: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isSelected: boolean) => void;
}

/** On or off, taking effect at once. */
export function Switch({ label, describedBy, isSelected, isDisabled, onChange }: SwitchProps): ReactNode {
  return (
    <AriaSwitch
      className={styles['switch'] ?? ''}
      aria-label={label}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      isSelected={isSelected}
      isDisabled={isDisabled === true}
      onChange={onChange}
    >
      <span className={styles['track']}>
        <span className={styles['thumb']} />
      </span>
    </AriaSwitch>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
}

function optionOf<Value extends string>(options: readonly Option<Value>[], value: unknown): Value | undefined {
  return options.find((option) => option.value === value)?.value;
}

/** A handful of short words side by side. */
export function Segments<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>): ReactNode {
  const choose = (chosen: string): void => {
    const known = optionOf(options, chosen);
    if (known !== undefined) onChange(known);
  };
  return (
    <RadioGroup className={styles['segments'] ?? ''} aria-label={label} value={value} onChange={choose} orientation="horizontal">
      {options.map((option) => (
        <Radio key={option.value} value={option.value} className={styles['segment'] ?? ''}>
          <span lang={option.lang}>{option.label}</span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

/** A list that opens. */
export function Picker<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>): ReactNode {
  const choose = (chosen: unknown): void => {
    const known = optionOf(options, chosen);
    if (known !== undefined) onChange(known);
  };
  return (
    <Select className={styles['picker'] ?? ''} value={value} onChange={choose}>
      <Label className={styles['hidden'] ?? ''}>{label}</Label>
      <Button className={styles['opener'] ?? ''}>
        <SelectValue className={styles['value'] ?? ''} />
        <Icon name="updown" size={18} />
      </Button>
      <Popover className={styles['popover'] ?? ''} placement="bottom end" offset={4}>
        <ListBox className={styles['menu'] ?? ''}>
          {options.map((option) => (
            <ListBoxItem key={option.value} id={option.value} textValue={option.label} className={styles['item'] ?? ''}>
              {({ isSelected }) => (
                <>
                  <span className={styles['check']}>{isSelected && <Icon name="tick" size={18} />}</span>
                  <span lang={option.lang}>{option.label}</span>
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
