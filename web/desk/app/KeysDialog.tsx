// Every key that works here and now.
import { useStore } from '@shared/store';
import type { JSX } from 'preact';
import { allCommands, commandsStore } from '../session/keys';
import { changeSettings, settingsStore } from '../session/settings';
import { Dialog } from '../ui/Dialog';
import { Key } from '../ui/Key';
import { useAppTexts } from './texts';

export function KeysDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const t = useAppTexts();
  const { layers } = useStore(commandsStore);
  const { letters } = useStore(settingsStore);
  const keyed = allCommands(layers).filter((one) => one.key);
  return (
    <Dialog title={t('all_keys')} closeLabel={t('close')} onClose={onClose} wide>
      <ul class="all-keys">{keyed.map((one) => <li key={one.id}><Key name={one.key ?? ''} /><span>{one.label}</span></li>)}</ul>
      <label class="tick"><input type="checkbox" data-first checked={letters} onChange={(event) => changeSettings({ letters: event.currentTarget.checked })} />{t('letters')}</label>
    </Dialog>
  );
}
