/** Settings: each takes effect at once, and says in plain words what it does. */
import type { ReactNode } from 'react';
import type { Settings as StoredSettings } from '../../../shared/settings.ts';
import { applyProxy, changeSettings, quit, restoreProxy } from '../../actions.ts';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import { Card, Row } from '../../parts/card.tsx';
import { SwitchRow } from '../../parts/switch-row.tsx';
import { scopeView } from '../../panel-view.ts';
import { changeUi, useStore } from '../../store.ts';
import { About } from './about.tsx';
import { BackupSettings } from './backup-settings.tsx';
import { addressRules, bypassRules } from './list-setting-view.ts';
import { ListSetting } from './list-setting.tsx';
import { LookSettings } from './look-settings.tsx';
import { OutsideSettings } from './outside-settings.tsx';
import { Section } from './section.tsx';
import styles from './settings.module.css';

export function Settings(): ReactNode {
  const { t } = useText();
  const settings = useStore(({ mirror }) => mirror?.settings);
  if (settings === undefined) return null;
  return (
    <div className={styles['page']}>
      <h1 className={styles['title']}>{t('settings.title')}</h1>
      <Section title={t('settings.section.way')}>
        <Card>
          <SwitchRow
            title={t('settings.hold')}
            line={t(settings.whenWayCloses === 'hold' ? 'settings.hold.line' : 'settings.release.line')}
            isSelected={settings.whenWayCloses === 'hold'}
            onChange={(hold) => void changeSettings({ whenWayCloses: hold ? 'hold' : 'release' })}
          />
        </Card>
      </Section>
      <Computer settings={settings} />
      <OutsideSettings settings={settings} />
      <LookSettings settings={settings} />
      <Addresses settings={settings} />
      <BackupSettings />
      <Repair />
      <About />
    </div>
  );
}

function Computer({ settings }: { readonly settings: StoredSettings }): ReactNode {
  const { t } = useText();
  const can = useStore(({ mirror }) => mirror?.host.can);
  return (
    <Section title={t('settings.section.computer')}>
      <Card>
        <SwitchRow
          title={t('settings.system-proxy')}
          line={t(can?.systemProxy === false ? 'settings.system-proxy.unsupported' : 'settings.system-proxy.line')}
          isSelected={settings.useSystemProxy && can?.systemProxy !== false}
          isDisabled={can?.systemProxy === false}
          onChange={(useSystemProxy) => void changeSettings({ useSystemProxy })}
        />
        <SwitchRow
          title={t('settings.direct')}
          line={t('settings.direct.line')}
          isSelected={settings.directWithoutByway && can?.systemProxy !== false}
          isDisabled={can?.systemProxy === false || !settings.useSystemProxy}
          onChange={(directWithoutByway) => void changeSettings({ directWithoutByway })}
        />
        <Astray />
        {can?.tray === true && (
          <SwitchRow
            title={t('settings.keep-running')}
            line={t('settings.keep-running.line')}
            isSelected={settings.keepRunning}
            onChange={(keepRunning) => void changeSettings({ keepRunning })}
          />
        )}
      </Card>
    </Section>
  );
}

/** Somebody else's settings are in force: the same words and press as on the first page. */
function Astray(): ReactNode {
  const text = useText();
  const connection = useStore(({ mirror }) => mirror?.connection);
  const view = connection === undefined ? undefined : scopeView(text, connection);
  if (view?.lost !== true) return null;
  return (
    <Row
      wraps
      title={text.t(view.title)}
      line={view.line}
      end={
        <Button size="small" onPress={() => void applyProxy()}>
          {text.t('home.scope.again')}
        </Button>
      }
    />
  );
}

function Addresses({ settings }: { readonly settings: StoredSettings }): ReactNode {
  const { t } = useText();
  const save = async (patch: Partial<StoredSettings>): Promise<boolean> => (await changeSettings(patch)).ok;
  return (
    <Section title={t('settings.section.addresses')}>
      <Card>
        <ListSetting
          label={t('settings.checks')}
          line={t('settings.checks.line')}
          value={settings.checkAddresses}
          rules={addressRules}
          onSave={(entries) => save({ checkAddresses: [...entries] })}
        />
        <ListSetting label={t('settings.bypass')} line={t('settings.bypass.line')} value={settings.bypass} rules={bypassRules} onSave={(entries) => save({ bypass: [...entries] })} />
      </Card>
    </Section>
  );
}

function Repair(): ReactNode {
  const { t } = useText();
  const canQuit = useStore(({ mirror }) => mirror?.host.can.quit === true);
  return (
    <Section title={t('settings.section.repair')}>
      <Card>
        <Row
          wraps
          title={t('settings.restore')}
          line={t('settings.restore.line')}
          end={
            <Button size="small" aria-label={t('settings.restore')} onPress={() => void restoreProxy()}>
              {t('settings.restore.button')}
            </Button>
          }
        />
        <Row
          wraps
          title={t('settings.log')}
          line={t('settings.log.line')}
          end={
            <Button size="small" onPress={() => changeUi({ screen: 'log' })}>
              {t('settings.log.button')}
            </Button>
          }
        />
        {canQuit && (
          <Row
          wraps
            title={t('settings.quit')}
            line={t('settings.quit.line')}
            end={
              <Button size="small" onPress={() => void quit()}>
                {t('settings.quit.button')}
              </Button>
            }
          />
        )}
      </Card>
    </Section>
  );
}
