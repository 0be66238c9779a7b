// Whether the panel for place and day is open, and which control opened it.
import { createStore } from '@shared/store';

export const pickerStore = createStore({ open: false });
let opener: HTMLElement | null = null;

export function openPicker(from: HTMLElement): void {
  opener = from;
  pickerStore.set(() => ({ open: true }));
}

// The focus goes back to where it came from.
export function closePicker(): void {
  pickerStore.set(() => ({ open: false }));
  const back = opener;
  opener = null;
  requestAnimationFrame(() => { if (back?.isConnected) back.focus(); });
}
