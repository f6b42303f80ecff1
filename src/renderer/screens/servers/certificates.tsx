/** The certificates that a profile brings, and those it would accept: who, from whom, until when, which. */
import { Fragment, type ReactNode } from 'react';
import type { Profile } from '../../../shared/profile.ts';
import { useText } from '../../language/language.tsx';
import { Technical } from '../../language/sentence.tsx';
import styles from './drawer.module.css';
import { dateText } from './list-facts.ts';

/** Nothing for a profile without. */
export function Certificates({ profile }: { readonly profile: Profile }): ReactNode {
  const text = useText();
  const { t } = text;
  const certificates = profile.type === 'openvpn' ? (profile.certificates ?? []) : [];
  const pins = 'certificatePins' in profile ? (profile.certificatePins ?? []) : [];
  return (
    <>
      {certificates.map(({ place, subject, issuer, notAfter, fingerprint }) => (
        <Fragment key={`${place} ${fingerprint}`}>
          <dt>{t('drawer.certificate')}</dt>
          <dd className={styles['technical']}>
            <Technical>{subject === '' ? '–' : subject}</Technical>
            <span className={styles['small']}>{t('drawer.certificate.line', { issuer: `\u2068${issuer}\u2069`, date: dateText(text, notAfter) })}</span>
            <Technical>{fingerprint}</Technical>
          </dd>
        </Fragment>
      ))}
      {pins.map((pin) => (
        <Fragment key={pin}>
          <dt>{t('drawer.pin')}</dt>
          <dd className={styles['technical']}>
            <Technical>{pin}</Technical>
          </dd>
        </Fragment>
      ))}
    </>
  );
}
