// The list of work: groups with their words, one selected row with its reason and its keys, J K Enter Space.
import { tongueOf } from '@shared/i18n/tongue';
import { say, useLang } from '@shared/i18n/language';
import { Link, navigate, useHref } from '@shared/router';
import { useStore } from '@shared/store';
import { shortCode } from '@shared/formats/code';
import { dayInChina } from '@shared/formats/dates';
import { Icon } from '@ui/Icon';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useCommands, type Command } from '../../session/keys';
import { serverNow } from '../../session/live';
import { sessionStore } from '../../session/session';
import { deskDay, momentOf } from '../../ui/dates';
import { Key } from '../../ui/Key';
import { openAction, possible } from '../actions';
import { groupIcons } from '../Clock';
import { groups, moved, type Group, type Row } from '../rows';
import { markSeen, seenStore } from '../seen';
import { knownRequest } from '../store';
import { nameOf, personOf } from '../units';
import { useTableTexts } from './texts';
import { useWorkTexts } from '../texts';

export function RowTable({ rows, label, said }: { rows: Row[]; label: string; said?: Partial<Record<Group, string>> }): JSX.Element {
  const t = useTableTexts();
  const w = useWorkTexts();
  const lang = useLang();
  const href = useHref();
  const { session } = useStore(sessionStore);
  const { seen } = useStore(seenStore);
  const [selected, setSelected] = useState<string | null>(null);
  const [peek, setPeek] = useState(false);
  const table = useRef<HTMLTableElement>(null);
  const row = rows.find((one) => one.id === selected) ?? null;
  const request = row ? knownRequest(row.id) : null;
  const can = request && session ? possible(request, session) : new Set<never>();
  const today = dayInChina(new Date(serverNow()).toISOString());

  const select = (id: string | null): void => {
    if (id === null) return;
    if (id !== selected) setPeek(false);
    setSelected(id);
    table.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus();
  };
  const open = (): void => {
    if (!row) return;
    markSeen(row.id, row.version);
    navigate(href(row.path));
  };
  useEffect(() => { if (selected !== null && !rows.some((one) => one.id === selected)) setSelected(null); }, [rows, selected]);
  const commands: Command[] = [
    { id: 'row down', key: 'J', label: t('down'), bar: true, hidden: true, run: () => select(moved(rows, selected, 1)) },
    { id: 'row up', key: 'K', label: t('up'), bar: true, hidden: true, run: () => select(moved(rows, selected, -1)) },
    { id: 'row arrow down', key: 'ArrowDown', label: t('down'), hidden: true, run: () => select(moved(rows, selected, 1)) },
    { id: 'row arrow up', key: 'ArrowUp', label: t('up'), hidden: true, run: () => select(moved(rows, selected, -1)) },
    { id: 'row open', key: 'Enter', label: t('open'), bar: true, hidden: true, off: !row, run: open },
    { id: 'row peek', key: 'Space', label: t('peek'), bar: true, hidden: true, off: !row, run: () => setPeek((now) => !now) },
    { id: 'row accept', key: 'E', label: w('do_accept'), off: !can.has('accept'), run: () => { if (request) openAction('accept', request); } },
    { id: 'row refuse', key: 'X', label: w('do_refuse'), off: !can.has('refuse'), run: () => { if (request) openAction('refuse', request); } },
    { id: 'row relay', key: 'R', label: w('do_offer'), bar: true, off: !can.has('offer'), run: () => { if (request) openAction('offer', request); } },
    { id: 'row note', key: 'N', label: w('do_note'), bar: true, off: !can.has('note'), run: () => { if (request) openAction('note', request); } },
    { id: 'row call', key: 'V', label: w('do_call'), off: !can.has('call'), run: () => { if (request) openAction('call', request); } },
  ];
  useCommands(commands);
  const shownKeys = commands.filter((one) => !one.off && one.key && ['row open', 'row accept', 'row refuse', 'row relay', 'row note', 'row call'].includes(one.id));

  return (
    <table class="work" ref={table} aria-label={label}>
      <thead>
        <tr><th scope="col">{t('slack')}</th><th scope="col">{t('kind')}</th><th scope="col">{t('matter')}</th><th scope="col" class="wide-only">{t('party')}</th><th scope="col">{t('next')}</th><th scope="col">{t('due')}</th><th scope="col" class="end">{t('moved')}</th></tr>
      </thead>
      {groups.map((group) => {
        const some = rows.filter((one) => one.group === group);
        if (some.length === 0) return null;
        return (
          <tbody key={group}>
            <tr class="group"><th colSpan={7} scope="rowgroup">{w(`group_${group}`)}<span class="label">{t('count', { n: some.length })}{said?.[group] && <span class="gap">{said[group]}</span>}</span></th></tr>
            {some.map((one) => <Line key={one.id} row={one} on={one.id === selected} unread={(seen[one.id] ?? 0) < one.version} today={today} lang={lang} onSelect={() => select(one.id)} onFocus={() => { if (one.id !== selected) { setSelected(one.id); setPeek(false); } }}
              detail={one.id === selected && (
                <>
                  <span class="why-line">{say(one.why, lang)}{shownKeys.map((command) => <button key={command.id} type="button" class="key-button" onClick={() => command.run()}><Key name={command.key ?? ''} />{command.label}</button>)}</span>
                  {peek && request && <span class="peek"><span class="block" lang={tongueOf(request.question)}>{request.question}</span>{request.answer && <span class="block second">{t('answered')}<span lang={tongueOf(request.answer)}>{request.answer}</span></span>}<span class="block label">{t('owned', { name: say(personOf(request.owner), lang), unit: say(nameOf(request.unit, session?.post.place ?? ''), lang) })}</span></span>}
                </>
              )} />)}
          </tbody>
        );
      })}
    </table>
  );
}

function Line({ row: one, on, unread, today: day, lang: language, onSelect, onFocus, detail }: { row: Row; on: boolean; unread: boolean; today: string; lang: 'zh' | 'en'; onSelect: () => void; onFocus: () => void; detail: ComponentChildren }): JSX.Element {
  const t = useTableTexts();
  const w = useWorkTexts();
  const urgent = one.group === 'overdue' || one.group === 'today' || one.group === 'paused';
  return (
    <><tr class={`${on ? 'on ' : ''}${one.group}`} onClick={(event) => { if (!(event.target instanceof HTMLElement && event.target.closest('button, a'))) onSelect(); }}>
      <td class="slack nums"><span class="sr">{one.slack === null ? w('slack_none') : one.slack < 0 ? w('slack_late', { n: -one.slack }) : w('slack_words', { n: one.slack })}</span><span class="glyph" aria-hidden="true">{urgent && <Icon name={groupIcons[one.group]} size={16} />}</span><b aria-hidden="true">{one.slack === null ? '' : one.slack < 0 ? `−${-one.slack}` : one.slack}</b></td>
      <td class="quiet">{w(`kind_${one.kind}`)}</td>
      <td class="matter">
        <span class="matter-line"><Link to={one.path} data-row={one.id} class={unread ? 'title unread' : 'title'} lang={one.titleLang} onFocus={onFocus} onClick={() => markSeen(one.id, one.version)}>{one.title}</Link>{unread && <span class="sr">{t('unread')}</span>}<span class="code nums">{shortCode(one.code)}</span></span>
      </td>
      <td class="wide-only">{one.party || <span class="label">{t('no_name')}</span>}</td>
      <td class="quiet">{say(one.next, language)}<span class="gap">{say(one.who, language) || t('you')}</span></td>
      <td class="nums">{one.due ? <time dateTime={one.due}>{one.due === day ? t('today') : deskDay(one.due, language)}</time> : <span class="label">{t('no_day')}</span>}</td>
      <td class="end label nums">{momentOf(one.changedAt, day, language)}</td>
    </tr>
    {on && <tr class="on detail"><td colSpan={2} /><td colSpan={5}>{detail}</td></tr>}</>
  );
}
