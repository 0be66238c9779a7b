// The clock of a request: a glyph, the day with its weekday, the slack; how the day was counted opens under it.
import type { RequestView } from '@shared/api/types.generated';
import { dayInChina } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { Icon, type IconName } from '@ui/Icon';
import { Badge } from '@ui/marks';
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { deskDay } from '../ui/dates';
import { groupOf, type Group } from './rows';
import { useWorkTexts } from './texts';

export const groupIcons: Record<Group, IconName> = { overdue: 'overdue', today: 'risk', risk: 'risk', track: 'track', paused: 'paused' };

export function ClockChip({ request }: { request: RequestView }): JSX.Element {
  const t = useWorkTexts();
  const lang = useLang();
  const id = useId();
  const [open, setOpen] = useState(false);
  const day = request.due ? deskDay(request.due, lang) : '';
  if (request.closed_at) return <span class="chip done"><Icon name="check" size={16} />{t('clock_closed', { day: deskDay(dayInChina(request.closed_at), lang) })}</span>;
  if (request.answered_at) return <span class="chip done"><Icon name="check" size={16} />{t('clock_answered', { day: deskDay(dayInChina(request.answered_at), lang) })}</span>;
  const slack = request.slack ?? null;
  const group = groupOf(slack);
  const words = slack === null ? t('clock_open') : slack < 0 ? t('clock_overdue', { day, n: -slack }) : t('clock_left', { day, n: slack });
  return (
    <span class="clock">
      <span class={`chip ${slack === null ? 'open' : group}`}>
        <Icon name={slack === null ? 'unknown' : groupIcons[group]} size={16} />
        <button type="button" class="why" data-clock aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)} onKeyDown={(event) => { if (event.key === 'Escape') setOpen(false); }}>{words}</button>
      </span>
      <span id={id} class="popover" hidden={!open}>
        <span class="block">{say(request.due_text, lang)}</span>
        {say(request.limit.note, lang) && <span class="block second">{say(request.limit.note, lang)}</span>}
        <span class="block label"><span class="sect">§</span> {request.limit.source}{request.limit.unverified && <> <Badge kind="unverified" /></>}</span>
      </span>
    </span>
  );
}
