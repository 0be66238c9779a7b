// All requests in the scope of one's post: open, answered, closed.
import { tongueOf } from '@shared/i18n/tongue';
import { say, useLang } from '@shared/i18n/language';
import { addressOf, Link, navigate, useHere } from '@shared/router';
import { useStore } from '@shared/store';
import { shortCode } from '@shared/formats/code';
import { dayInChina } from '@shared/formats/dates';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { desk, type Stage } from '../../session/api';
import { serverNow } from '../../session/live';
import { sessionStore } from '../../session/session';
import { momentOf } from '../../ui/dates';
import { RowTable } from '../../work/list/RowTable';
import { networkStore } from '../../work/units';
import { showFresh, workStore } from '../../work/store';
import { useTexts } from './texts';

const stages = ['open', 'answered', 'closed'] as const;

export function Requests(): JSX.Element | null {
  const t = useTexts();
  const lang = useLang();
  const { search } = useHere();
  const { session } = useStore(sessionStore);
  const { shown, changed } = useStore(workStore);
  const { staff } = useStore(networkStore);
  const wanted = search.get('stage');
  const stage = stages.find((one) => one === wanted) ?? 'open';
  const colleague = search.get('with') ?? '';
  const unit = search.get('unit') ?? '';
  const name = staff?.staff.find((one) => one.account === colleague)?.name;
  if (!session) return null;
  const of = (id: string): boolean => {
    const request = shown?.requests.find((one) => one.id === id);
    return !request || ((!colleague || request.owner.account === colleague || request.handler?.account === colleague) && (!unit || `${request.unit.place}${request.unit.department}` === unit));
  };
  const rows = (shown?.work.rows ?? []).filter((row) => row.path.startsWith('/requests/') && (stage === 'answered' ? row.kind === 'follow_up' : row.kind !== 'follow_up') && of(row.id));
  const unitName = unit ? shown?.requests.find((one) => `${one.unit.place}${one.unit.department}` === unit)?.unit.name : undefined;
  return (
    <div class="pad">
      <div class="page-head"><div class="head-line"><Title text={name ? t('title_with', { name: say(name, lang) }) : unitName ? t('title_with', { name: say(unitName, lang) }) : t('title')} />
        {(colleague || unit) && <Link to="/requests">{t('everybody')}</Link>}</div></div>
      <div class="pills" role="group" aria-label={t('filter')}>
        {stages.map((one) => <button key={one} type="button" aria-pressed={one === stage} onClick={() => navigate(`${addressOf(lang, '/requests')}?stage=${one}${colleague ? `&with=${colleague}` : ''}`, { replace: true })}>{t(`stage_${one}`)}</button>)}
      </div>
      <div role="status" class="gathered">{changed > 0 && stage !== 'closed' && <button type="button" onClick={showFresh}>{t('changed', { n: changed })}</button>}</div>
      {stage === 'closed' ? <Closed /> : rows.length === 0 ? <div class="box"><p>{t('none')}</p></div> : <RowTable rows={rows} label={t('title')} />}
    </div>
  );
}

function Closed(): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const closed: Stage = 'closed';
  const loaded = useLoaded('closed', () => desk.requests(closed));
  const today = dayInChina(new Date(serverNow()).toISOString());
  return (
    <Await loaded={loaded} level={2}>
      {({ requests, count }) => (requests.length === 0 ? <div class="box"><p>{t('none')}</p></div> : (
        <>
          <table class="work" aria-label={t('stage_closed')}>
            <thead><tr><th scope="col">{t('matter')}</th><th scope="col">{t('asker')}</th><th scope="col">{t('ending')}</th><th scope="col" class="end">{t('closed_at')}</th></tr></thead>
            <tbody>
              {requests.map((one) => (
                <tr key={one.id}><td class="matter"><span class="matter-line"><Link to={`/requests/${one.id}`} class="title" lang={tongueOf(one.question)}>{one.question}</Link><span class="code nums">{shortCode(one.code)}</span></span></td>
                  <td>{one.name}</td><td>{t(one.ending === 'content' ? 'ending_content' : 'ending_not_reached')}</td><td class="end nums">{one.closed_at ? momentOf(one.closed_at, today, lang) : ''}</td></tr>
              ))}
            </tbody>
          </table>
          {count > requests.length && <p class="label">{t('more', { n: requests.length, total: count })}</p>}
        </>
      ))}
    </Await>
  );
}
