import type { JSX } from 'preact';

const shown: Record<string, string> = { ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc' };

// A key or a chord as caps: "Ctrl Enter" is two of them.
export function Key({ name }: { name: string }): JSX.Element {
  return <span class="keys">{name.split(' ').map((one, i) => <kbd key={i}>{shown[one] ?? one}</kbd>)}</span>;
}
