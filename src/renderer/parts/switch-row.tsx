/** A choice that is on or off, with a line about what it does. */
import { useId, type ReactNode } from 'react';
import { Row } from './card.tsx';
import { Switch } from './choice.tsx';

export interface SwitchRowProps {
  readonly title: string;
  readonly line: ReactNode;
  readonly isSelected: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isSelected: boolean) => void;
}

export function SwitchRow({ title, line, isSelected, isDisabled = false, onChange }: SwitchRowProps): ReactNode {
  const id = useId();
  return (
    <Row
      title={title}
      line={line}
      lineId={id}
      end={<Switch label={title} describedBy={id} isSelected={isSelected} isDisabled={isDisabled} onChange={onChange} />}
    />
  );
}
