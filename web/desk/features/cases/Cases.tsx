// Cases in one's scope, the ones that must move first first.
import { dayInChina } from '@shared/formats/dates';
import { formatCode } from '@shared/formats/code';
import { say, useLang } from '@shared/i18n/language';
import { addressOf, Link, navigate, useHere } from '@shared/router';
import { useStore } from '@shared/store';
import type { CaseRowView } from '@shared/api/types.generated';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { cases } from '../../session/cases';
import { useCommands } from '../../session/keys';
import { liveStore, serverNow } from '../../session/live';
import { sessionStore } from '../../session/session';
import { deskDay, momentOf } from '../../ui/dates';
import { Key } from '../../ui/Key';
import { NewCase } from './NewCase';
import { useTexts } from './texts';

const filters = ['open', 'at_risk', 'ended'] as const;
const queries = { open: '', at_risk: '?at_risk=true', ended: '?ended=true' } as const;

export function Cases(): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { search } = useHere();
  const { position } = useStore(liveStore);
  const filter = filters.find((one) => one === search.get('show')) ?? 'open';
  const { session } = useStore(sessionStore);
  const [opening, setOpening] = useState(false);
  const role = session?.post.role;
  const mayOpen = role === 'window_clerk' || role === 'officer' || role === 'helper';
  useCommands([{ id: 'new', key: 'N', label: t('new_case'), bar: true, off: !mayOpen, run: () => setOpening(true) }]);
  const loaded = useLoaded(`${filter} ${position}`, (signal) => cases.list(queries[filter], signal), true);
  return (
    <div class="pad">
      <div class="page-head"><div class="head-line"><Title text={t('title')} /><span class="second">{t('order')}</span></div>
        {mayOpen && <button type="button" class="button plain" onClick={() => setOpening(true)}>{t('new_case')}<Key name="N" /></button>}</div>
      <div class="pills" role="group" aria-label={t('filter')}>
        {filters.map((one) => <button key={one} type="button" aria-pressed={one === filter} onClick={() => navigate(`${addressOf(lang, '/cases')}?show=${one}`, { replace: true })}>{t(`show_${one}`)}</button>)}
      </div>
      <Await loaded={loaded} name={t('loading')}>
        {(list) => (list.cases.length === 0 ? <div class="box"><p>{t('none')}</p></div> : (
          <>
            <Rows rows={list.cases} label={t('title')} />
            {list.count > list.cases.length && <p class="label">{t('more', { n: list.cases.length, total: list.count })}</p>}
          </>
        ))}
      </Await>
      {opening && <NewCase onClose={() => setOpening(false)} onDone={(id) => navigate(addressOf(lang, `/cases/${id}`))} />}
    </div>
  );
}

function Rows({ rows, label }: { rows: CaseRowView[]; label: string }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const today = dayInChina(new Date(serverNow()).toISOString());
  return (
    <table class="work" aria-label={label}>
      <thead><tr><th scope="col">{t('slack')}</th><th scope="col">{t('matter')}</th><th scope="col">{t('party')}</th><th scope="col">{t('next')}</th><th scope="col">{t('due')}</th><th scope="col" class="end">{t('moved')}</th></tr></thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} class={row.group === 'at_risk' ? 'risk' : row.group}>
            <td class="slack nums">{row.slack ?? '–'}</td>
            <td class="matter"><span class="matter-line"><Link to={`/cases/${row.id}`} class="title">{row.title ? say(row.title, lang) : row.route}</Link><span class="code nums">{formatCode(row.code)}</span>{row.urgent && <span class="chip risk">{t('urgent')}</span>}</span></td>
            <td><bdi>{row.name}</bdi></td>
            <td class="quiet">{row.next.text ? say(row.next.text, lang) : ''}</td>
            <td class="nums">{row.due ? deskDay(row.due, lang) : t('no_day')}</td>
            <td class="end nums">{momentOf(row.changed_at, today, lang)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
