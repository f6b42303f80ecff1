/** The head of the page; while rows are selected, what can be done with them. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Input, SearchField } from 'react-aria-components';
import { countNetworks } from '../../../shared/network-key.ts';
import { removeServers, startTests } from '../../actions.ts';
import { useText } from '../../language/language.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { changeUi, useStore } from '../../store.ts';
import { clearSelection, useSelection } from './selection.ts';
import styles from './servers.module.css';

interface PageHeadProps {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  /** Every server, in the app's own order. */
  readonly ids: readonly string[];
}

export function PageHead({ search, onSearch, ids }: PageHeadProps): ReactNode {
  const { t } = useText();
  const selected = useSelection((selection) => selection.ids);
  const adding = useStore(({ ui }) => ui.adding);
  // The primary button of the moment is then somewhere else.
  const busyElsewhere = useStore(({ ui }) => ui.testRun !== undefined || ui.open !== undefined);
  const [searching, setSearching] = useState(false);
  if (selected.size > 0) return <SelectionBar ids={[...selected]} />;
  return (
    <header className={styles['head']}>
      <h1 className={styles['title']}>{t('servers.title')}</h1>
      {ids.length > 0 && (
        <div className={styles['tools']}>
          {searching || search !== '' ? (
            <SearchBox search={search} onSearch={onSearch} onLeave={() => setSearching(false)} />
          ) : (
            <Button kind="quiet" size="small" icon="search" onPress={() => setSearching(true)}>
              {t('servers.search')}
            </Button>
          )}
          <Button size="small" icon="gauge" onPress={() => void startTests(ids)}>
            {t('servers.test-all')}
          </Button>
          <Button kind={busyElsewhere ? 'secondary' : 'primary'} size="small" icon="plus" aria-expanded={adding} onPress={() => changeUi({ adding: !adding })}>
            {t('servers.add')}
          </Button>
        </div>
      )}
    </header>
  );
}

interface SearchBoxProps {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onLeave: () => void;
}

function SearchBox({ search, onSearch, onLeave }: SearchBoxProps): ReactNode {
  const { t } = useText();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <SearchField aria-label={t('servers.search')} value={search} onChange={onSearch} onClear={onLeave} className={styles['search'] ?? ''}>
      <Icon name="search" size={18} />
      <Input ref={field} className={styles['searchInput'] ?? ''} dir="auto" onBlur={() => (search === '' ? onLeave() : undefined)} />
    </SearchField>
  );
}

function SelectionBar({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const { t } = useText();
  const cards = useStore(({ mirror }) => mirror?.profiles);
  const wanted = new Set(ids);
  const selected = cards?.filter((card) => wanted.has(card.id)) ?? [];
  // The practice server is of no use to anybody else.
  const shared = selected.filter((card) => card.source !== 'practice').map((card) => card.id);
  return (
    <header className={styles['bar']}>
      <IconButton icon="close" label={t('servers.clear-selection')} onPress={clearSelection} />
      <h1 className={styles['barTitle']}>
        {t('servers.selected', { count: ids.length })}
        {shared.length > 1 && <span className={styles['barNetworks']}>{t('servers.networks', { count: countNetworks(selected) })}</span>}
      </h1>
      <Button kind="quiet" size="small" icon="gauge" onPress={() => void startTests(ids)}>
        {t('servers.test-one')}
      </Button>
      {shared.length > 0 && (
        <Button kind="quiet" size="small" icon="share" onPress={() => changeUi({ share: shared })}>
          {t('drawer.share')}
        </Button>
      )}
      <span className={styles['remove']}>
        <Button kind="quiet" size="small" icon="trash" onPress={() => (clearSelection(), void removeServers(ids))}>
          {t('servers.remove')}
        </Button>
      </span>
    </header>
  );
}
