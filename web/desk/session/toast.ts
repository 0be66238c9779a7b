// One message at a time, about what was done; never an error, never the only way back.
import { createStore } from '@shared/store';

export interface Toast { id: number; text: string; undo?: () => void }
export const toastStore = createStore<{ toast: Toast | null }>({ toast: null });
let nextId = 1;

export function toast(text: string, undo?: () => void): void {
  toastStore.set(() => ({ toast: { id: nextId, text, ...(undo ? { undo } : {}) } }));
  nextId += 1;
}

export const dropToast = (): void => toastStore.set(() => ({ toast: null }));
