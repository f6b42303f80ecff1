/** A setting that is on or off: its name, what it means, and the switch at the end. The whole row presses. */
import { Switch, Text } from 'react-aria-components';
import { classes } from './classes.ts';
import rows from './row.module.css';
import styles from './switch-row.module.css';

export interface SwitchRowProps {
  readonly label: string;
  /** What it means now. */
  readonly line?: string;
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function SwitchRow({ label, line, isOn, isDisabled = false, onChange }: SwitchRowProps) {
  return (
    <Switch className={classes(rows['row'], styles['switch'])} isSelected={isOn} isDisabled={isDisabled} onChange={onChange}>
      <span className={rows['words']}>
        <span className={rows['name']}>{label}</span>
        {line === undefined ? undefined : <Text slot="description" elementType="span" className={classes(rows['line'])}>{line}</Text>}
      </span>
      <span className={styles['track']} aria-hidden="true">
        <span className={styles['knob']} />
      </span>
    </Switch>
  );
}
