/** A run of tests: number and words first, then a dot for each server. */
import type { ReactNode } from 'react';
import { stopTests, takeServer } from '../../actions.ts';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Glyph } from '../../parts/glyph.tsx';
import { changeUi, useStore } from '../../store.ts';
import { DotField } from './dot-field.tsx';
import styles from './servers.module.css';
import { testProgress, type TestProgress } from './test-view.ts';

const nothing = {};

export function TestCard(): ReactNode {
  const { t } = useText();
  const run = useStore(({ ui }) => ui.testRun);
  const probes = useStore(({ mirror }) => mirror?.probes ?? nothing);
  if (run === undefined) return null;
  const progress = testProgress(run, probes);
  const { best } = progress;
  return (
    <Card>
      <div className={styles['test']}>
        <div className={styles['testHead']}>
          <div>
            <h2 className={styles['testTitle']}>
              <span role="status">{progress.running ? t('test.title', { count: progress.total }) : t('test.finished', { count: progress.done })}</span>
            </h2>
            <p className={styles['testLine']}>{t('test.progress', { done: progress.done, good: progress.good })}</p>
          </div>
          <div className={styles['testButtons']}>
            {progress.running ? (
              <Button size="small" onPress={() => void stopTests()}>
                {t('test.stop')}
              </Button>
            ) : (
              <Button size="small" onPress={() => changeUi({ testRun: null })}>
                {t('action.close')}
              </Button>
            )}
            {best !== undefined && (
              <Button kind="primary" size="small" onPress={() => void takeServer(best)}>
                {t('test.use-best')}
              </Button>
            )}
          </div>
        </div>
        <DotField dots={progress.dots} />
        <Legend progress={progress} />
      </div>
    </Card>
  );
}

function Legend({ progress }: { readonly progress: TestProgress }): ReactNode {
  const { t, number } = useText();
  const entries = [
    { glyph: 'good', word: 'result.good', count: progress.good - progress.slow },
    { glyph: 'slow', word: 'result.slow', count: progress.slow },
    { glyph: 'no-answer', word: 'result.no-answer', count: progress.none },
    { glyph: 'waiting', word: 'test.waiting', count: progress.waiting },
  ] as const;
  return (
    <ul className={styles['legend']}>
      {entries.map(({ glyph, word, count }) => (
        <li key={word}>
          <Glyph kind={glyph === 'no-answer' ? 'untested' : glyph} />
          {t(word)} <strong>{number(count)}</strong>
        </li>
      ))}
    </ul>
  );
}
