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
    if (!dialog) return;
    const opener = document.activeElement;
    dialog.showModal();
    const begin = (): void => {
      const first = dialog.querySelector<HTMLElement>('[data-first]') ?? dialog.querySelector<HTMLElement>('form input, form textarea, form select');
      if (!first) return;
      first.focus();
      late.disconnect();
    };
    // What a dialog has to fetch before it can be filled in takes the focus when it is there.
    const late = new MutationObserver(begin);
    late.observe(dialog, { childList: true, subtree: true });
    begin();
    return () => {
      late.disconnect();
      dialog.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  const keyed = (event: KeyboardEvent): void => {
    const confirms = onConfirm !== undefined && event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    // A second Esc closes a dialog whatever its cancel event is told; one that stays must not hear it.
    if (confirms || (stays && event.key === 'Escape')) event.preventDefault();
    if (confirms) onConfirm();
  };
  return (
    <dialog ref={ref} class={wide ? 'sheet wide' : 'sheet'} aria-labelledby={id} onKeyDown={keyed} onCancel={(event) => { event.preventDefault(); if (!stays) onClose(); }}>
      <div class="sheet-head">
        <h2 id={id}>{title}</h2>
        {!stays && <button type="button" class="icon" aria-label={closeLabel} onClick={onClose}><Icon name="cross" /></button>}
      </div>
      {children}
    </dialog>
  );
}
