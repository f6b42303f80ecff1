/** What a person should know of a text's servers, as sentences with their consequence. */
import { useId, useState, type ReactNode } from 'react';
import type { ImportPreview, KnownServer, PreviewWarning } from '../../../shared/import-preview.ts';
import type { Reject } from '../../../shared/profile.ts';
import type { RepairOffer } from '../../../shared/profile-proxies.ts';
import { importAnywhere } from '../../import-actions.ts';
import { useText } from '../../language/language.tsx';
import { Name, Sentence, Technical } from '../../language/sentence.tsx';
import { Button } from '../../parts/button.tsx';
import { Glyph } from '../../parts/glyph.tsx';
import { Icon } from '../../parts/icon.tsx';
import styles from './preview.module.css';
import { warningKey } from './preview-view.ts';

interface NoteProps {
  readonly sign: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
}

function Note({ sign, title, children }: NoteProps): ReactNode {
  return (
    <div className={styles['note']}>
      {sign}
      <div>
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  );
}

export function Warnings({ warnings }: { readonly warnings: readonly PreviewWarning[] }): ReactNode {
  const { t } = useText();
  return warnings.map((warning) => (
    <Note key={`${warning.kind} ${warning.code ?? ''}`} sign={<span className={styles['warning']}><Icon name="warning" size={18} /></span>} title={t(warningKey(warning), { count: warning.count })}>
      {warning.code !== undefined && <p>{t(`fault.${warning.code}`)}</p>}
      <p>{t(`import.warn.${warning.kind}.line`)}</p>
      <p className={styles['names']}><Names names={warning.names} more={warning.count - warning.names.length} /></p>
    </Note>
  ));
}

/** Some names, each in its own direction, and how many more there are. */
function Names({ names, more }: { readonly names: readonly string[]; readonly more: number }): ReactNode {
  const text = useText();
  const items = [...names, ...(more > 0 ? [text.t('import.names.more', { count: more })] : [])];
  const format = new Intl.ListFormat(text.language, { type: 'unit', style: 'short' });
  return format.formatToParts(items).map(({ type, value }, index) => (
    // The parts of one sentence keep their order.
    // oxlint-disable-next-line react/no-array-index-key
    type === 'element' ? <Name key={index}>{value}</Name> : value
  ));
}

/** Those that stand in the list already, and as which. */
export function KnownNote({ preview: { known, knownServers } }: { readonly preview: ImportPreview }): ReactNode {
  const { t } = useText();
  return (
    <Note sign={<Glyph kind="untested" />} title={t('import.known', { count: known })}>
      <Unfold label={t('import.show-known', { count: known })} hidden={known - knownServers.length}>
        {knownServers.map((server) => (
          <li key={server.id}><Known server={server} /></li>
        ))}
      </Unfold>
    </Note>
  );
}

function Known({ server: { name, listName } }: { readonly server: KnownServer }): ReactNode {
  if (name === listName) return <Name>{name}</Name>;
  return <Sentence text="import.known.as" parts={{ name: <Name>{name}</Name>, own: <Name>{listName}</Name> }} />;
}

/** What could not be read: the first reason at once, every line on asking. */
export function RefusedNote({ preview: { found, lists, rejected, rejects } }: { readonly preview: ImportPreview }): ReactNode {
  const { t } = useText();
  const [first] = rejects;
  // Looking at a part by itself would put the rest of the text away.
  const isAlone = found === 0 && lists.length === 0 && rejected === 1;
  return (
    <Note sign={<Glyph kind="no-answer" />} title={t('import.rejected', { count: rejected })}>
      {first !== undefined && rejected === 1 && <p><Reason reject={first} /></p>}
      {isAlone && first?.repair !== undefined && <Repair offer={first.repair} />}
      <Unfold label={t('import.show-lines', { count: rejected })} hidden={rejected - rejects.length}>
        {rejects.map((reject, index) => (
          // Two refusals may be alike; the list never changes.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            {rejected > 1 && <Reason reject={reject} />}
            {reject.excerpt !== '' && <span className={styles['excerpt']}><Technical>{reject.excerpt}</Technical></span>}
          </li>
        ))}
      </Unfold>
    </Note>
  );
}

/** What would make it readable, and the way to try that: a guess is never made without the person. */
function Repair({ offer: { kind, link } }: { readonly offer: RepairOffer }): ReactNode {
  const { t } = useText();
  return (
    <>
      <p>{t(`import.repair.${kind}`)}</p>
      <Button kind="link" size="small" onPress={() => void importAnywhere(link)}>{t('import.repair')}</Button>
    </>
  );
}

function Reason({ reject: { line, code } }: { readonly reject: Reject }): ReactNode {
  const { t } = useText();
  return t('import.refused', { line, reason: t(`fault.${code}`) });
}

interface UnfoldProps {
  readonly label: string;
  /** How many are not told one by one. */
  readonly hidden: number;
  readonly children: ReactNode;
}

function Unfold({ label, hidden, children }: UnfoldProps): ReactNode {
  const { t } = useText();
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="link" size="small" aria-expanded={open} {...(open ? { 'aria-controls': id } : {})} onPress={() => setOpen(!open)}>
        {open ? t('action.hide') : label}
      </Button>
      {open && (
        <ul id={id} className={styles['unfolded']}>
          {children}
          {hidden > 0 && <li>{t('import.not-shown', { count: hidden })}</li>}
        </ul>
      )}
    </>
  );
}
