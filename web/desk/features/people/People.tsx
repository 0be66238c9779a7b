// People and employers: found by name in any spelling, by number, by pinyin or its initials; registered after a look
// at who is like them.
import { dayInChina } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { addressOf, Link, navigate, useHere } from '@shared/router';
import { useStore } from '@shared/store';
import { DayText } from '@ui/marks';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useCommands } from '../../session/keys';
import { people } from '../../session/people';
import { sessionStore } from '../../session/session';
import { may } from '../../session/session';
import { Key } from '../../ui/Key';
import { Register } from './Register';
import { useTexts } from './texts';

export function People(): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { search } = useHere();
  const { session } = useStore(sessionStore);
  const query = search.get('q') ?? '';
  const [typed, setTyped] = useState(query);
  const [registering, setRegistering] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const canRegister = session !== null && may.open(session.post.role);
  useCommands([
    { id: 'search', key: '/', label: t('search'), bar: true, run: () => box.current?.focus() },
    { id: 'register', key: 'N', label: t('register'), bar: true, off: !canRegister, run: () => setRegistering(true) },
  ]);
  const find = (event: Event): void => {
    event.preventDefault();
    navigate(`${addressOf(lang, '/people')}${typed.trim() ? `?q=${encodeURIComponent(typed.trim())}` : ''}`, { replace: true });
  };
  return (
    <div class="pad">
      <div class="page-head">
        <div class="head-line"><Title text={t('title')} /></div>
        {canRegister && <button type="button" class="button plain" onClick={() => setRegistering(true)}>{t('register')}<Key name="N" /></button>}
      </div>
      <form class="inline people-search" role="search" onSubmit={find}>
        <label class="sr" for="people-search">{t('search')}</label>
        <input id="people-search" ref={box} class="input" type="search" autocomplete="off" spellcheck={false} maxLength={100} value={typed} placeholder={t('search_hint')}
          onInput={(event) => setTyped(event.currentTarget.value)} />
        <button type="submit" class="button">{t('find')}</button>
      </form>
      <p class="label">{t('recorded')}</p>
      <Found query={query} />
      <Firms query={query} />
      {registering && <Register onClose={() => setRegistering(false)} onDone={(id) => navigate(addressOf(lang, `/people/${id}`))} />}
    </div>
  );
}

function Found({ query }: { query: string }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const loaded = useLoaded(query, (signal) => people.search(query, signal), true);
  return (
    <section class="pad-top" aria-labelledby="found">
      <h2 id="found" class="head">{query ? t('found') : t('latest')}</h2>
      <Await loaded={loaded} level={2}>
        {({ people: found, count }) => (found.length === 0 ? <div class="box"><p>{query ? t('nobody', { query }) : t('nobody_yet')}</p></div> : (
          <>
            <table class="work" aria-labelledby="found">
              <thead><tr><th scope="col">{t('name')}</th><th scope="col">{t('born')}</th><th scope="col">{t('nationality')}</th><th scope="col">{t('number')}</th><th scope="col">{t('place')}</th></tr></thead>
              <tbody>
                {found.map((one) => (
                  <tr key={one.id}>
                    <td class="matter"><span class="matter-line"><Link to={`/people/${one.id}`} class="title"><bdi>{one.name.reading}</bdi></Link>{one.name.chinese && one.name.chinese !== one.name.reading && <span class="code" lang="zh">{one.name.chinese}</span>}</span></td>
                    <td class="nums">{one.birth_date ? <DayText day={one.birth_date} /> : ''}</td><td>{one.nationality}</td>
                    <td class="nums">{one.number_ends ? t('ends_in', { digits: one.number_ends }) : ''}</td><td class="quiet">{one.place ? say(one.place, lang) : ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p class="label">{t('in_scope', { n: count })}</p>
          </>
        ))}
      </Await>
    </section>
  );
}

function Firms({ query }: { query: string }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const loaded = useLoaded(query, (signal) => people.employers(query, signal), true);
  return (
    <section class="pad-top" aria-labelledby="firms">
      <h2 id="firms" class="head later">{t('employers')}</h2>
      <Await loaded={loaded} level={2}>
        {({ employers }) => (employers.length === 0 ? <div class="box"><p>{t('no_employer')}</p></div> : (
          <table class="work" aria-labelledby="firms">
            <thead><tr><th scope="col">{t('employer_name')}</th><th scope="col">{t('credit_code')}</th><th scope="col">{t('place')}</th></tr></thead>
            <tbody>
              {employers.slice(0, 20).map((one) => (
                <tr key={one.id}><td class="matter"><span class="matter-line"><Link to={`/employers/${one.id}`} class="title">{one.name ? say(one.name, lang) : one.credit_code}</Link></span></td>
                  <td class="nums">{one.credit_code}</td><td class="quiet">{one.place ? say(one.place, lang) : ''}</td></tr>
              ))}
            </tbody>
          </table>
        ))}
      </Await>
    </section>
  );
}

export function Employer({ id = '' }: { id?: string }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const loaded = useLoaded(id, (signal) => people.employer(id, signal));
  const today = dayInChina(new Date().toISOString());
  return (
    <div class="pad">
      <Await loaded={loaded}>
        {(one) => (
          <>
            <p class="second">{t('employer')}{'\u2003'}<b class="nums">{one.credit_code}</b></p>
            <Title text={one.name ? say(one.name, lang) : one.credit_code} />
            <section aria-labelledby="staff"><h2 id="staff" class="head later">{t('its_people')}</h2>
              {one.people.length === 0 ? <div class="box"><p>{t('no_people')}</p></div> : (
                <ul class="rows">{one.people.map((who) => <li key={who.person}><Link to={`/people/${who.person}`}><bdi>{who.name}</bdi></Link>{'\u2003'}<span class="second">{t('since')} <DayText day={who.since} />{'\u2003'}{who.granted_until && who.granted_until >= today ? t('granted') : t('not_granted')}</span></li>)}</ul>
              )}
            </section>
            <section aria-labelledby="agents"><h2 id="agents" class="head later">{t('agents')}</h2>
              {one.agents.length === 0 ? <div class="box"><p>{t('no_agents')}</p></div> : (
                <ul class="rows">{one.agents.map((agent) => <li key={agent.account.account}>{agent.account.name || t('account')}{'\u2003'}<span class="second">{agent.revoked_at ? t('revoked') : t('acts')}</span></li>)}</ul>
              )}
            </section>
          </>
        )}
      </Await>
    </div>
  );
}
