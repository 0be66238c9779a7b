// Every glyph. Status glyphs differ in outline, so that a greyscale print says the same.
import type { JSX } from 'preact';

const line = { fill: 'none', stroke: 'currentColor', 'stroke-width': 1.8, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;
const dashed = { ...line, 'stroke-dasharray': '3 2.6', 'stroke-linecap': 'butt' } as const;
const question = <><path {...line} d="M9.6 9.6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.2.9-1.2 1.7" /><circle cx="12" cy="16.2" r="1.1" fill="currentColor" /></>;

const glyphs = {
  open: <><circle cx="12" cy="12" r="10" fill="currentColor" /><path d="m7.5 12.3 3 3 6-6.3" fill="none" stroke="var(--paper)" stroke-width="2" /></>,
  dated: <><circle cx="12" cy="12" r="10" fill="currentColor" /><path d="M12 6.5V12l3.8 2.4" fill="none" stroke="var(--paper)" stroke-width="2" /></>,
  closed: <><circle {...line} cx="12" cy="12" r="9" /><path {...line} d="M7.5 12h9" /></>,
  unknown: <><circle {...dashed} cx="12" cy="12" r="9.2" />{question}</>,
  advice: <><circle {...dashed} cx="12" cy="12" r="9.2" /><path {...line} d="m8.2 12.2 2.6 2.6 5-5.4" /></>,
  check: <path {...line} stroke-width="2.2" d="m5 12.5 4.5 4.5L19 7" />,
  cross: <path {...line} stroke-width="2.2" d="m6.5 6.5 11 11m0-11-11 11" />,
  ask: question,
  person: <><circle {...line} cx="12" cy="8" r="3.6" /><path {...line} d="M5 20c.6-4 3.4-6 7-6s6.4 2 7 6" /></>,
  firm: <path {...line} d="M4 20h16M6 20V5h8v15m0-11h4v11M9 8.5h2M9 12h2m-2 3.5h2" />,
  nobody: <><circle {...line} cx="12" cy="12" r="8.5" /><path {...line} d="m6 6 12 12" /></>,
  office: <path {...line} d="M4 20h16M5 9.5 12 5l7 4.5M6.5 10v8m3.7-8v8m3.6-8v8m3.7-8v8" />,
  pin: <><path {...line} d="M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11Z" /><circle {...line} cx="12" cy="10" r="2.2" /></>,
  down: <path {...line} d="m6 9.5 6 6 6-6" />,
  right: <path {...line} d="m9.5 6 6 6-6 6" />,
  left: <path {...line} d="m14.5 6-6 6 6 6" />,
  print: <path {...line} d="M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z" />,
  calendar: <path {...line} d="M4 6h16v14H4zM4 10.5h16M8.5 3.5V8m7-4.5V8" />,
  overdue: <><path d="m12 1.5 10.5 10.5L12 22.5 1.5 12Z" fill="currentColor" /><path d="M12 7v6.2m0 2.3v1.7" fill="none" stroke="var(--paper)" stroke-width="2" /></>,
  risk: <><path d="M12 2.5 22.5 21h-21Z" fill="currentColor" /><path d="M12 9v6m0 2v1.6" fill="none" stroke="var(--paper)" stroke-width="2" /></>,
  track: <circle cx="12" cy="12" r="4.5" fill="currentColor" />,
  paused: <path d="M8 5v14M16 5v14" fill="none" stroke="currentColor" stroke-width="3.2" />,
  dash: <path {...line} stroke-width="2.2" d="M6 12h12" />,
  search: <><circle {...line} cx="10.5" cy="10.5" r="6" /><path {...line} stroke-width="2.2" d="m15 15 5.5 5.5" /></>,
  gate: <path {...line} stroke-width="2" d="M5 20V5m14 15V5M3 5h18M5 11h14M5 16h14" />,
  baton: <path {...line} stroke-width="2" d="M3 12h14m-5-5 5 5-5 5M21 6v12" />,
  menu: <path {...line} d="M4 7h16M4 12h16M4 17h16" />,
};

export type IconName = keyof typeof glyphs;

export function Icon({ name, size = 20, label }: { name: IconName; size?: number; label?: string }): JSX.Element {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} focusable="false" {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}>
      {glyphs[name]}
    </svg>
  );
}

// From the quay to the shore: the mark.
export function Mark(): JSX.Element {
  return (
    <svg viewBox="0 0 32 24" width="28" height="21" aria-hidden="true" focusable="false">
      <path d="M1 20h9L21 4h10" fill="none" stroke="var(--harbour)" stroke-width="4.5" />
    </svg>
  );
}
