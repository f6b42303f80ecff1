/** One choice out of two to four, all in sight: radio buttons side by side. */
import { Radio, RadioGroup } from 'react-aria-components';
import { classes } from './classes.ts';
import type { Option } from './select.tsx';
import styles from './segmented.module.css';

export interface SegmentedProps<Value extends string> {
  /** Read out; the row it stands in draws it. */
  readonly label: string;
  readonly options: readonly Option<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

export function Segmented<Value extends string>({ label, options, value, onChange }: SegmentedProps<Value>) {
  return (
    <RadioGroup
      aria-label={label}
      className={classes(styles['group'])}
      orientation="horizontal"
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <Radio key={option.value} value={option.value} className={classes(styles['segment'])}>
          {option.label}
        </Radio>
      ))}
    </RadioGroup>
  );
}
