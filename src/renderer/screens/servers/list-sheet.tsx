/** What a person may change of a list: its name, when and how it is fetched, what it says about this computer. */
import { useState, type ReactNode } from 'react';
import type { FetchWay, SubscriptionCard } from '../../../shared/subscription.ts';
import type { Text } from '../../../shared/text.ts';
import { useText } from '../../language/language.tsx';
import { bringBack, editList } from '../../list-actions.ts';
import { Button } from '../../parts/button.tsx';
import { Card, CardBlock, Row } from '../../parts/card.tsx';
import { Picker } from '../../parts/choice.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { SwitchRow } from '../../parts/switch-row.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { changeUi, useStore } from '../../store.ts';
import { changesOf, intervals, isHeaderText, valuesOf, type ListValues } from './list-sheet-view.ts';

export function ListSheet(): ReactNode {
  const list = useStore(({ mirror, ui }) => (ui.editList === undefined ? undefined : mirror?.subscriptions.find(({ id }) => id === ui.editList)));
  return list === undefined ? null : <Form key={list.id} list={list} />;
}

function Form({ list }: { readonly list: SubscriptionCard }): ReactNode {
  const text = useText();
  const { t } = text;
  const [values, setValues] = useState<ListValues>(() => valuesOf(list));
  const set = (change: Partial<ListValues>): void => setValues({ ...values, ...change });
  const close = (): void => changeUi({ editList: null });
  const fits = isHeaderText(values.userAgent);
  const save = async (): Promise<void> => {
    const change = changesOf(list, values);
    if (fits && (change === undefined || (await editList(change)))) close();
  };
  return (
    <Sheet
      title={t('list.edit.title', { title: list.title })}
      line={t('list.edit.line')}
      closeWord={t('action.close')}
      isOpen
      onClose={close}
      footer={
        <>
          <Button onPress={close}>{t('action.cancel')}</Button>
          <Button kind="primary" onPress={() => void save()}>
            {t('action.save')}
          </Button>
        </>
      }
    >
      <Card label={t('list.edit.line')}>
        <CardBlock>
          <TextField label={t('list.edit.name')} value={values.title} onChange={(title) => set({ title })} placeholder={list.ownTitle === undefined ? list.title : t('list.edit.name.usual')} maxLength={200} />
        </CardBlock>
        <Row wraps title={t('list.edit.interval')} line={t('list.edit.interval.line')} end={<Picker label={t('list.edit.interval')} value={values.interval} options={intervals(list).map((value) => ({ value, label: intervalText(text, value) }))} onChange={(interval) => set({ interval })} />} />
        <Row wraps title={t('list.edit.way')} line={t('list.edit.way.line')} end={<Picker<FetchWay> label={t('list.edit.way')} value={values.way} options={(['auto', 'direct', 'tunnel'] as const).map((value) => ({ value, label: t(`list.edit.way.${value}`) }))} onChange={(way) => set({ way })} />} />
      </Card>
      <Provider list={list} values={values} set={set} problem={fits ? undefined : t('list.edit.agent.problem')} />
    </Sheet>
  );
}

interface ProviderProps {
  readonly list: SubscriptionCard;
  readonly values: ListValues;
  readonly set: (change: Partial<ListValues>) => void;
  readonly problem: string | undefined;
}

/** What the provider hears of this computer. */
function Provider({ list, values, set, problem }: ProviderProps): ReactNode {
  const { t } = useText();
  return (
    <Card title={t('list.edit.provider')}>
      <CardBlock>
        <TextField label={t('list.edit.agent')} line={t('list.edit.agent.line')} value={values.userAgent} onChange={(userAgent) => set({ userAgent })} placeholder="Byway" dir="ltr" maxLength={200} problem={problem} />
      </CardBlock>
      <SwitchRow title={t('list.edit.device')} line={t('list.edit.device.line')} isSelected={values.sendsHardwareId} onChange={(sendsHardwareId) => set({ sendsHardwareId })} />
      {list.leftOut !== undefined && (
        <Row
          wraps
          title={t('list.edit.left-out', { count: list.leftOut })}
          line={t('list.edit.left-out.line')}
          end={
            <Button size="small" onPress={() => void bringBack(list.id)}>
              {t('list.edit.bring-back')}
            </Button>
          }
        />
      )}
    </Card>
  );
}

function intervalText({ t }: Text, value: ListValues['interval']): string {
  if (value === 'auto') return t('list.edit.interval.auto');
  return value === '0' ? t('list.edit.interval.hand') : t('list.edit.interval.hours', { count: Number(value) });
}
