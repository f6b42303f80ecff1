/** What a link tells whoever reads it, each with its consequence, and what was taken out of it. */
import type { ReactNode } from 'react';
import type { ShareAnswers } from '../../../shared/contract-share.ts';
import { displayName } from '../../../shared/display-name.ts';
import { useText } from '../../language/language.tsx';
import { Name, Sentence, Technical } from '../../language/sentence.tsx';
import { Button } from '../../parts/button.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { Tag } from '../../parts/tag.tsx';
import styles from './share.module.css';

interface ShareFactsProps {
  readonly facts: ShareAnswers['share.describe'];
  readonly withNames: boolean;
  readonly onNames: (withNames: boolean) => void;
}

export function ShareFacts({ facts, withNames, onNames }: ShareFactsProps): ReactNode {
  const { t } = useText();
  const [address] = facts.addresses;
  const many = facts.count > 1;
  return (
    <>
      <h3 className={styles['heading']}>{t('share.reveals')}</h3>
      <ul className={styles['list']}>
        {address !== undefined && (
          <Fact icon="language" why={t('share.address.why')} tag={<Tag>{t('share.always')}</Tag>}>
            <Sentence text={facts.addresses.length > 1 ? 'share.addresses' : 'share.address'} parts={{ address: <Technical>{address}</Technical> }} />
          </Fact>
        )}
        {facts.keys > 0 && (
          <Fact icon="lock" why={t('share.key.why')} tag={<Tag>{t('share.always')}</Tag>}>
            {t(many ? 'share.keys' : 'share.key')}
          </Fact>
        )}
      </ul>
      <TakenOut facts={facts} withNames={withNames} onNames={onNames} />
      {facts.withoutLink > 0 && <p className={styles['why']}>{t('share.left-out', { count: facts.withoutLink })}</p>}
    </>
  );
}

function TakenOut({ facts, withNames, onNames }: ShareFactsProps): ReactNode {
  const { t } = useText();
  const [name] = facts.names;
  if (name === undefined && facts.fromList === 0) return null;
  return (
    <>
      <h3 className={styles['heading']} data-second>
        {t('share.taken')}
      </h3>
      <ul className={styles['list']}>
        {name !== undefined && (
          <Fact
            icon="minus"
            why={t('share.name.why')}
            tag={withNames ? <Tag tone="hold">{t('share.in')}</Tag> : <Tag tone="on">{t('share.out')}</Tag>}
            action={
              <Button kind="link" size="small" onPress={() => onNames(!withNames)}>
                {t(withNames ? 'share.take-out' : 'share.put-back')}
              </Button>
            }
          >
            <Sentence text={facts.names.length > 1 ? 'share.names' : 'share.name'} parts={{ name: <Name>{displayName(name, '…')}</Name> }} />
          </Fact>
        )}
        {facts.fromList > 0 && (
          <Fact icon="minus" why={t('share.list.why')} tag={<Tag tone="on">{t('share.out')}</Tag>}>
            {t('share.list')}
          </Fact>
        )}
      </ul>
    </>
  );
}

interface FactProps {
  readonly icon: IconName;
  readonly why: string;
  readonly tag: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

function Fact({ icon, why, tag, action, children }: FactProps): ReactNode {
  return (
    <li className={styles['fact']}>
      <Icon name={icon} size={18} />
      <div className={styles['factText']}>
        <p className={styles['what']}>{children}</p>
        <p className={styles['why']}>{why}</p>
      </div>
      <div className={styles['factEnd']}>
        {tag}
        {action}
      </div>
    </li>
  );
}
