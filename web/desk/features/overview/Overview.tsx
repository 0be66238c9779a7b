// For whoever is answerable for the whole: the finding in words, then the figures, then the cases behind them.
import { tongueOf } from '@shared/i18n/tongue';
import { say, useLang } from '@shared/i18n/language';
import { Link } from '@shared/router';
import { useStore } from '@shared/store';
import { Await, Loading, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { desk } from '../../session/api';
import { useCommands } from '../../session/keys';
import { serverNow } from '../../session/live';
import { sessionStore } from '../../session/session';
import { timeOf } from '../../ui/dates';
import { groups } from '../../work/rows';
import { showFresh, workStore } from '../../work/store';
import type { Loaded } from '../../work/source';
import { nameOf, personOf } from '../../work/units';
import { useWorkTexts } from '../../work/texts';
import { barsOf, contentOf, fewest, supervised, totalsOf, volumesOf, wilson, worstOf, type Bar } from './figures';
import { useTexts } from './texts';
import './overview.css';

const mostWatched = 12;

export function Overview(): JSX.Element {
  const t = useTexts();
  const { shown } = useStore(workStore);
  return <div class="pad">{shown ? <Figures loaded={shown} /> : <Loading name={t('loading')} />}</div>;
}

function Figures({ loaded }: { loaded: Loaded }): JSX.Element {
  const t = useTexts();
  const w = useWorkTexts();
  const lang = useLang();
  const { session } = useStore(sessionStore);
  const { changed } = useStore(workStore);
  const [table, setTable] = useState(false);
  const [kept] = useState(() => timeOf(serverNow()));
  useCommands([{ id: 'table', key: 'V', label: t('as_table'), bar: true, run: () => setTable(!table) }]);
  const bars = barsOf(loaded, session?.post.place ?? '');
  const totals = totalsOf(bars);
  const worst = worstOf(bars);
  const risk = totals.today + totals.risk;
  const n = loaded.requests.length;
  const watched = supervised(loaded);
  const finding = n === 0 ? t('finding_none') : totals.overdue + risk === 0 ? t('finding_fine', { n }) : t('finding', { late: totals.overdue, risk });
  return (
    <>
      <p class="second">{t('title')}<span class="gap">{t('scope', { place: say(session?.post.place_name, lang), n })}</span></p>
      <Title text={finding}>{finding}{worst && <>{lang === 'zh' ? '' : ' '}{t.rich('finding_where', { n: worst.n, where: <Link to={`/requests?unit=${encodeURIComponent(worst.bar.key)}`}>{say(worst.bar.name, lang)}</Link> })}</>}</Title>
      <div role="status" class="gathered">{changed > 0 && <button type="button" onClick={showFresh}>{t('changed', { n: changed })}</button>}</div>
      <div class="overview-two">
        <section aria-labelledby="units">
          <div class="head"><h2 id="units">{t('units', { n })}</h2><span class="inline"><button type="button" class="link" aria-pressed={table} onClick={() => setTable(!table)}>{t('as_table')}</button><span class="label">{t('as_of', { time: kept })}</span></span></div>
          {n === 0 ? <p class="second pad-top">{t('finding_none')}</p> : table ? <BarTable bars={bars} /> : (
            <figure>
              <p class="legend second" aria-hidden="true">{groups.filter((group) => totals[group] > 0).map((group) => <span key={group}><i class={`swatch ${group}`} />{w(`group_${group}`)} <b class="nums">{totals[group]}</b></span>)}</p>
              <ul class="bars">{bars.map((bar) => <BarLine key={bar.key} bar={bar} most={Math.max(...bars.map((one) => one.total))} />)}</ul>
              <figcaption class="label">{t('units_caption')}</figcaption>
            </figure>
          )}
          {loaded.work.total > n && <p class="label">{t('more', { n, total: loaded.work.total })}</p>}
        </section>
        <section aria-labelledby="watch">
          <div class="head"><h2 id="watch">{t('watch')}</h2><span class="label">{t('watch_sub')}</span></div>
          {watched.length === 0 ? <p class="second pad-top">{t('watch_none')}</p> : (
            <ul class="rows">
              {watched.slice(0, mostWatched).map((one) => (
                <li key={one.id} class="watched"><b class="late-word">{one.slack != null && one.slack < 0 ? t('late', { n: -one.slack }) : t('silent')}</b>
                  <span><Link to={`/requests/${one.id}`} lang={tongueOf(one.question)} class="clamp">{one.question}</Link><span class="block second">{t('watched_who', { owner: say(personOf(one.owner), lang), unit: say(nameOf(one.unit, session?.post.place ?? ''), lang) })}</span></span></li>
              ))}
              {watched.length > mostWatched && <li><Link to="/work">{t('watch_all', { n: watched.length })}</Link></li>}
            </ul>
          )}
        </section>
      </div>
      <Closed open={loaded} />
    </>
  );
}

function BarLine({ bar, most }: { bar: Bar; most: number }): JSX.Element {
  const w = useWorkTexts();
  const lang = useLang();
  const shown = groups.filter((group) => bar.counts[group] > 0);
  return (
    <li>
      <Link to={`/requests?unit=${encodeURIComponent(bar.key)}`} class="bar-name">{say(bar.name, lang)}</Link>
      <span class="bar-track">
        {shown.map((group) => <span key={group} class={`bar-part ${group}`} style={{ width: `${(bar.counts[group] / most) * 100}%` }}><span class="sr">{w(`group_${group}`)} </span><b class="nums">{bar.counts[group]}</b></span>)}
      </span>
    </li>
  );
}

function BarTable({ bars }: { bars: Bar[] }): JSX.Element {
  const t = useTexts();
  const w = useWorkTexts();
  const lang = useLang();
  return (
    <table class="table">
      <thead><tr><th scope="col">{t('unit')}</th>{groups.map((group) => <th scope="col" class="num" key={group}>{w(`group_${group}`)}</th>)}<th scope="col" class="num">{t('total')}</th></tr></thead>
      <tbody>{bars.map((bar) => <tr key={bar.key}><th scope="row">{say(bar.name, lang)}</th>{groups.map((group) => <td class="num" key={group}>{bar.counts[group]}</td>)}<td class="num">{bar.total}</td></tr>)}</tbody>
    </table>
  );
}

// What the closed ones tell, too: where the requests came from, and how the follow-up calls ended.
function Closed({ open }: { open: Loaded }): JSX.Element {
  const t = useTexts();
  const w = useWorkTexts();
  const loaded = useLoaded('closed', () => desk.requests('closed'));
  return (
    <Await loaded={loaded} level={2}>
      {(closed) => {
        const all = [...open.requests, ...closed.requests];
        const whole = closed.count + open.work.total;
        const volumes = volumesOf(all);
        const { content, reached, reopened } = contentOf(all);
        const { low, high } = wilson(content, reached);
        const most = Math.max(1, ...volumes.map((one) => one.n));
        const share = (part: number): string => `${(part * 100).toFixed(1)}%`;
        return (
          <div class="overview-two">
            <section aria-labelledby="volumes">
              <div class="head"><h2 id="volumes">{t('volumes')}</h2><span class="label">{whole > all.length ? t('more', { n: all.length, total: whole }) : t('volumes_n', { n: all.length })}</span></div>
              <ul class="bars volumes">{volumes.map((one) => <li key={one.channel}><span class="bar-name">{w(`channel_${one.channel}`)}</span><span class="bar-track"><span class="bar-part volume" style={{ width: `${(one.n / most) * 100}%` }} /><b class="nums">{one.n}</b></span></li>)}</ul>
            </section>
            <section aria-labelledby="pairs">
              <div class="head"><h2 id="pairs">{t('pairs')}</h2><span class="label">{t('pairs_sub')}</span></div>
              <dl class="pair">
                <div><dt class="second">{t('content')}</dt>{reached < fewest ? <dd class="second">{t('too_few', { few: fewest })}</dd> : <dd><b class="figure nums">{share(content / reached)}</b><span class="label block nums">{t('interval', { k: content, n: reached, low: share(low), high: share(high) })}</span></dd>}</div>
                <div><dt class="second">{t('reopened')}</dt><dd><b class="figure nums">{reopened}</b><span class="label block nums">{t('of', { n: all.length })}</span></dd></div>
              </dl>
              <p class="second">{t('pairs_what')}</p>
            </section>
          </div>
        );
      }}
    </Await>
  );
}
