/** A list of lines to edit. Saved by the button; what cannot be saved stays, with a sentence for each line. */
import { useId, useState, type ReactNode } from 'react';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import { CardBlock } from '../../parts/card.tsx';
import { Glyph } from '../../parts/glyph.tsx';
import { isFine, readList, type ListRead, type ListRules } from './list-setting-view.ts';
import styles from './settings.module.css';

interface ListSettingProps {
  readonly label: string;
  readonly line: string;
  readonly value: readonly string[];
  readonly rules: ListRules;
  /** True when it is kept. */
  readonly onSave: (entries: readonly string[]) => Promise<boolean>;
}

export function ListSetting({ label, line, value, rules, onSave }: ListSettingProps): ReactNode {
  const { t } = useText();
  const id = useId();
  const stored = value.join('\n');
  const [typed, setTyped] = useState<string>();
  const [read, setRead] = useState<ListRead>();
  const [saved, setSaved] = useState(false);
  const changed = typed !== undefined && typed !== stored;
  const problems = read !== undefined && !isFine(read);

  const save = async (): Promise<void> => {
    const next = readList(typed ?? stored, rules);
    setRead(next);
    if (!isFine(next) || !(await onSave(next.entries))) return;
    setTyped(undefined);
    setSaved(true);
  };
  return (
    <CardBlock>
      <label className={styles['listLabel']} htmlFor={`${id}field`}>
        {label}
      </label>
      <p className={styles['line']} id={`${id}line`}>
        {line}
      </p>
      <textarea
        id={`${id}field`}
        className={styles['area']}
        dir="ltr"
        rows={Math.min(8, Math.max(3, (typed ?? stored).split('\n').length))}
        spellCheck={false}
        translate="no"
        data-invalid={problems}
        aria-invalid={problems}
        aria-describedby={`${id}line ${id}problems`}
        value={typed ?? stored}
        onChange={(event) => {
          setTyped(event.target.value);
          setSaved(false);
          if (problems) setRead(readList(event.target.value, rules));
        }}
      />
      <div className={styles['under']}>
        <div id={`${id}problems`} role="status" className={styles['problems']}>
          {problems && <Problems read={read} />}
          {saved && !changed && <span className={styles['line']}>{t('settings.saved')}</span>}
        </div>
        {changed && (
          <div className={styles['listButtons']}>
            <Button kind="quiet" size="small" onPress={() => (setTyped(undefined), setRead(undefined))}>
              {t('action.cancel')}
            </Button>
            <Button size="small" onPress={() => void save()}>
              {t('action.save')}
            </Button>
          </div>
        )}
      </div>
    </CardBlock>
  );
}

function Problems({ read }: { readonly read: ListRead }): ReactNode {
  const { t } = useText();
  const sentences = [
    ...read.problems.map(({ line, problem }) => t('settings.list.error', { line, problem: t(problem) })),
    ...(read.whole === undefined ? [] : [t(read.whole.problem, read.whole.count === undefined ? {} : { count: read.whole.count })]),
  ];
  return sentences.map((sentence) => (
    <p key={sentence} className={styles['problem']}>
      <Glyph kind="no-answer" />
      <span>{sentence}</span>
    </p>
  ));
}
