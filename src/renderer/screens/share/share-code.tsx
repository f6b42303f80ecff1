/** The link as a code to scan: black on white in every theme, several after each other for a long one. */
import { useMemo, useState, type ReactNode } from 'react';
import { splitFrames } from '../../../shared/qr/frames.ts';
import { codePath, makeCode } from '../../../shared/qr/qr-code.ts';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import styles from './share.module.css';

export function ShareCode({ links }: { readonly links: string }): ReactNode {
  const { t } = useText();
  const [at, setAt] = useState(0);
  const frames = useMemo(() => splitFrames(links), [links]);
  const code = useMemo(() => makeCode(frames?.[at] ?? ''), [frames, at]);
  if (frames === undefined || !code.ok) return <p className={styles['codeText']}>{t('share.code.too-much')}</p>;
  const size = code.value.length;
  return (
    <div className={styles['code']}>
      <svg className={styles['squares']} role="img" aria-label={t('share.code')} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
        <path d={codePath(code.value)} />
      </svg>
      {frames.length > 1 && (
        <>
          <p className={styles['codeText']} role="status">
            {t('share.code.place', { at: at + 1, of: frames.length })}
          </p>
          <Button size="small" onPress={() => setAt((at + 1) % frames.length)}>
            {t('share.code.next')}
          </Button>
        </>
      )}
      {frames.length === 1 && <p className={styles['codeText']}>{t('share.code.why')}</p>}
    </div>
  );
}
