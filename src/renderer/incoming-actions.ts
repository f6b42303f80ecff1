/** What reaches Byway besides a paste: the person's side of it. */
import type { SchemeOwner, ShareScheme } from '../shared/link-schemes.ts';
import { ask } from './actions.ts';
import { changeUi, showToast } from './store.ts';

/** Who opens links on this computer; empty where that cannot be known. */
export async function linkOwners(): Promise<readonly SchemeOwner[]> {
  const found = await ask('links.owners', {});
  return found.ok ? found.value : [];
}

/** Takes the links of a scheme, or gives them back; undefined when nothing changed, which is told. */
export async function openLinks(scheme: ShareScheme, ours: boolean): Promise<readonly SchemeOwner[] | undefined> {
  const changed = await ask('links.open', { scheme, ours });
  if (changed.ok) return changed.value;
  if (changed.fault.code === 'not-here') showToast('settings.links.refused');
  else changeUi({ fault: changed.fault.code });
  return undefined;
}
