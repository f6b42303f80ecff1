/** The words that open what just left: shown once, kept nowhere. */
import { useEffect, useRef, type ReactNode } from 'react';
import { useText } from '../../language/language.tsx';
import { Technical } from '../../language/sentence.tsx';
import { sentences } from '../../quantity.ts';
import styles from './share.module.css';

interface ShareWordsProps {
  readonly words: string;
  /** What was done. */
  readonly said: 'share.copied' | 'share.saved-locked' | 'backup.saved';
  /** What to do with the words. */
  readonly tell: 'share.words.tell' | 'backup.words.tell';
}

export function ShareWords({ words, said, tell }: ShareWordsProps): ReactNode {
  const text = useText();
  const place = useRef<HTMLDivElement>(null);
  // They are shown once: not above the part of a long dialog that is being looked at.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' }); // newer browsers answer a promise, which must not be handed on
  }, []);
  return (
    <div ref={place} className={styles['words']} role="status">
      <p>{sentences(text, text.t(said), text.t('share.words'))}</p>
      <p className={styles['wordsThemselves']} lang="en">
        <Technical>{words}</Technical>
      </p>
      <p className={styles['why']}>{sentences(text, text.t(tell), text.t('share.words.english'))}</p>
    </div>
  );
}
