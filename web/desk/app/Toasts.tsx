// Bottom left, 8 seconds, waits while it is looked at; Z undoes.
import { useStore } from '@shared/store';
import { Icon } from '@ui/Icon';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useCommands } from '../session/keys';
import { dropToast, toastStore } from '../session/toast';
import { Key } from '../ui/Key';
import { useAppTexts } from './texts';

const shownFor = 8000;

export function Toasts(): JSX.Element {
  const t = useAppTexts();
  const { toast } = useStore(toastStore);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!toast || held) return;
    const timer = setTimeout(dropToast, shownFor);
    return () => clearTimeout(timer);
  }, [toast, held]);
  const undo = (): void => {
    toast?.undo?.();
    dropToast();
  };
  useCommands([{ id: 'undo', key: 'Z', label: t('undo'), off: !toast?.undo, run: undo }]);
  return (
    <div class="toasts" role="status">
      {toast && (
        <div class="toast" onMouseEnter={() => setHeld(true)} onMouseLeave={() => setHeld(false)} onFocusIn={() => setHeld(true)} onFocusOut={() => setHeld(false)}>
          <Icon name="check" size={18} /><span>{toast.text}</span>
          {toast.undo && <button type="button" onClick={undo}>{t('undo')}<Key name="Z" /></button>}
        </div>
      )}
    </div>
  );
}
