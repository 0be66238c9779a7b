// A native dialog: Esc closes, Ctrl Enter confirms, focus stays inside and goes back to where it came from.
import { Icon } from '@ui/Icon';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface DialogProps { title: string; closeLabel: string; onClose: () => void; children: ComponentChildren; wide?: boolean; stays?: boolean; onConfirm?: () => void }

export function Dialog({ title, closeLabel, onClose, children, wide = false, stays = false, onConfirm }: DialogProps): JSX.Element {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    const opener = document.activeElement;
    dialog?.showModal();
    (dialog?.querySelector<HTMLElement>('[data-first]') ?? dialog?.querySelector<HTMLElement>('form input, form textarea, form select'))?.focus();
    return () => {
      dialog?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog ref={ref} class={wide ? 'sheet wide' : 'sheet'} aria-labelledby={id} onKeyDown={(event) => { if (onConfirm && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); onConfirm(); } }} onCancel={(event) => { event.preventDefault(); if (!stays) onClose(); }}>
      <div class="sheet-head">
        <h2 id={id}>{title}</h2>
        {!stays && <button type="button" class="icon" aria-label={closeLabel} onClick={onClose}><Icon name="cross" /></button>}
      </div>
      {children}
    </dialog>
  );
}
