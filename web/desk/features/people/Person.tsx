// One person: names as printed, every fact with where it comes from, papers over time, relatives, employers, plans,
// and who looked.
import { ApiError } from '@shared/api/client';
import type { FactStateView, PersonView } from '@shared/api/types.generated';
import { dayInChina } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { addressOf, Link, navigate } from '@shared/router';
import { useStore } from '@shared/store';
import { Icon } from '@ui/Icon';
import { DayText } from '@ui/marks';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useCommands } from '../../session/keys';
import { serverNow } from '../../session/live';
import { people, personPlans } from '../../session/people';
import { sessionStore, may } from '../../session/session';
import { momentOf } from '../../ui/dates';
import { Dialog } from '../../ui/Dialog';
import { TextArea } from '../../ui/fields';
import { Key } from '../../ui/Key';
import { Failure } from '../../work/Failure';
import { useTexts } from './texts';
import './people.css';

export function Person({ id = '' }: { id?: string }): JSX.Element {
  const t = useTexts();
  const loaded = useLoaded(id, (signal) => people.read(id, signal));
  return <div class="pad"><Await loaded={loaded} name={t('loading')}>{(person) => <Loaded key={person.id} first={person} />}</Await></div>;
}

function Loaded({ first }: { first: PersonView }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { session } = useStore(sessionStore);
  const [person, setPerson] = useState(first);
  const [deciding, setDeciding] = useState<{ fact: FactStateView; at: number } | null>(null);
  const [failed, setFailed] = useState<ApiError | null>(null);
  const role = session?.post.role;
  const canChange = role !== undefined && may.open(role);
  const canPlan = role === 'officer' || role === 'window_clerk' || role === 'helper';
  const conflicts = person.facts.filter((one) => one.agreement === 'conflict');
  const draft = async (): Promise<void> => {
    setFailed(null);
    try {
      const plan = await personPlans.draft(person.id);
      navigate(addressOf(lang, `/plans/${plan.id}`));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailed(error);
    }
  };
  const open = conflicts[0];
  useCommands([
    { id: 'plan', key: 'P', label: t('draft_plan'), bar: true, off: !canPlan, run: () => void draft() },
    ...[0, 1, 2].map((i) => ({
      id: `decide${i}`, key: String(i + 1), label: t('decide_for', { n: i + 1 }), bar: i === 0, off: !canChange || !open || i >= open.present.length, run: () => { if (open) setDeciding({ fact: open, at: i }); },
    })),
    { id: 'back', key: 'Escape', label: t('back'), bar: true, run: () => navigate(addressOf(lang, '/people')) },
  ]);
  return (
    <>
      <div class="page-head">
        <div>
          <p class="second">{t('person')}{'\u2003'}<bdi class="passport-name">{[person.name.surname, person.name.given].filter(Boolean).join(', ')}</bdi></p>
          <Title text={person.name.reading}><bdi>{person.name.reading}</bdi>{person.name.chinese && person.name.chinese !== person.name.reading && <span class="chinese-name" lang="zh">{person.name.chinese}</span>}</Title>
        </div>
        {canPlan && <button type="button" class="button" onClick={() => void draft()}>{t('draft_plan')}<Key name="P" /></button>}
      </div>
      <p class="facts-line">
        {person.birth_date && <span>{t('born')} <b><DayText day={person.birth_date} /></b></span>}
        {person.nationality && <span>{t('nationality')} <b>{person.nationality}</b></span>}
        {person.languages.length > 0 && <span>{t('languages')} <b>{person.languages.join(t('comma'))}</b></span>}
        {person.telephone && <span>{t('telephone')} <b>{person.telephone}</b></span>}
        {person.place && <span>{t('registered_at')} <b>{say(person.place, lang)}</b></span>}
        {conflicts.length > 0 && <span class="chip risk"><Icon name="risk" size={18} />{t('conflicts', { n: conflicts.length })}</span>}
      </p>
      {failed && <Failure error={failed} />}
      <div class="person-columns">
        <section aria-labelledby="facts">
          <h2 id="facts" class="head">{t('facts', { n: person.facts.length })}</h2>
          {person.facts.length === 0 ? <div class="box"><p>{t('no_facts')}</p></div> : person.facts.map((fact) => <FactRow key={fact.fact} fact={fact} onDecide={canChange ? (at) => setDeciding({ fact, at }) : undefined} />)}
        </section>
        <div>
          <Held person={person} />
          <Family person={person} />
          <Alike id={person.id} />
        </div>
        <div>
          <Plans id={person.id} />
          <History id={person.id} version={person.version} />
        </div>
      </div>
      {deciding && <Decide person={person} fact={deciding.fact} at={deciding.at} onClose={() => setDeciding(null)} onDone={(next) => { setPerson(next); setDeciding(null); }} />}
    </>
  );
}

function FactRow({ fact, onDecide }: { fact: FactStateView; onDecide: ((at: number) => void) | undefined }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const today = dayInChina(new Date(serverNow()).toISOString());
  const conflict = fact.agreement === 'conflict';
  return (
    <div class={conflict ? 'fact-row conflict' : 'fact-row'}>
      <span class="fact-name">{fact.label ? say(fact.label, lang) : fact.fact}</span>
      <div>
        {!conflict && <b>{fact.text ? say(fact.text, lang) : ''}</b>}
        {fact.present.map((one, i) => (
          <span key={`${one.kind}${one.paper}`} class="block second">
            {conflict && <b>{one.text ? say(one.text, lang) : ''} </b>}
            {one.kind === 'self_stated' ? t('self_stated') : `${one.paper}${one.page ? `${t('comma')}${one.page}` : ''}`}{t('comma')}{one.by ? one.by.name : t('the_person')}{t('comma')}{momentOf(one.at, today, lang)}
            {conflict && onDecide && <button type="button" class="button plain decide" onClick={() => onDecide(i)}>{t('use_this')}<Key name={String(i + 1)} /></button>}
          </span>
        ))}
        {fact.decision && <span class="block second">{t('decided_by', { who: fact.decision.by.name })}{t('comma')}{fact.decision.reason}</span>}
      </div>
      <span class="fact-agreement">{conflict ? <span class="chip risk">{t('in_conflict')}</span> : fact.agreement === 'agreed' ? t('agreed', { n: fact.present.length }) : fact.agreement === 'decided' ? t('decided') : fact.verified ? t('single') : t('unchecked')}</span>
    </div>
  );
}

function Decide({ person, fact, at, onClose, onDone }: { person: PersonView; fact: FactStateView; at: number; onClose: () => void; onDone: (person: PersonView) => void }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const [reason, setReason] = useState('');
  const [failed, setFailed] = useState<ApiError | null>(null);
  const chosen = fact.present[at];
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      onDone(await people.decide(person.id, person.version, fact.fact, { value: chosen?.value ?? null, reason }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailed(error);
    }
  };
  return (
    <Dialog title={t('decide_title', { fact: fact.label ? say(fact.label, lang) : fact.fact })} closeLabel={t('close')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void send(event)}>
        <p><b>{chosen?.text ? say(chosen.text, lang) : ''}</b></p>
        <TextArea id="decide-reason" label={t('reason')} value={reason} onInput={setReason} rows={2} first />
        {failed && <Failure error={failed} />}
        <p class="inline"><button type="submit" class="button primary">{t('decide_do')}</button></p>
      </form>
    </Dialog>
  );
}

function Held({ person }: { person: PersonView }): JSX.Element {
  const t = useTexts();
  return (
    <section aria-labelledby="held">
      <h2 id="held" class="head">{t('documents')}</h2>
      {person.documents.length + person.permits.length === 0 ? <div class="box"><p>{t('no_documents')}</p></div> : (
        <ul class="rows">
          {person.documents.map((one) => <li key={one.number}><b>{one.kind === 'passport' ? t('passport') : one.kind}</b> <span class="nums">{one.number}</span>{t('comma')}{one.country}{one.until && <span class="block second">{t('until')} <DayText day={one.until} /></span>}</li>)}
          {person.permits.map((one) => <li key={one.kind + one.number}><b>{one.kind === 'work-permit' ? t('work_permit') : one.kind === 'residence-permit' ? t('residence_permit') : one.kind}</b> <span class="nums">{one.number}</span>{one.until && <span class="block second">{t('until')} <DayText day={one.until} /></span>}</li>)}
        </ul>
      )}
    </section>
  );
}

function Family({ person }: { person: PersonView }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  return (
    <section aria-labelledby="family">
      <h2 id="family" class="head later">{t('family')}</h2>
      {person.relations.length === 0 && person.employers.length === 0 ? <div class="box"><p>{t('no_family')}</p></div> : (
        <ul class="rows">
          {person.relations.map((one) => <li key={one.person + one.kinship}><span class="label">{t(`kin_${one.kinship}`)}</span> <Link to={`/people/${one.person}`}><bdi>{one.name}</bdi></Link></li>)}
          {person.employers.map((one) => <li key={one.employer}><span class="label">{t('employer')}</span> <Link to={`/employers/${one.employer}`}>{one.name ? say(one.name, lang) : ''}</Link></li>)}
        </ul>
      )}
    </section>
  );
}

function Alike({ id }: { id: string }): JSX.Element | null {
  const t = useTexts();
  const loaded = useLoaded(id, (signal) => people.duplicates(id, signal));
  if (loaded.state !== 'ready' || loaded.value.duplicates.length === 0) return null;
  return (
    <section aria-labelledby="alike">
      <h2 id="alike" class="head later">{t('maybe_same')}</h2>
      <ul class="rows">{loaded.value.duplicates.map(({ person, why }) => <li key={person.id}><Link to={`/people/${person.id}`}><bdi>{person.name.reading}</bdi></Link><span class="block second">{why.map((one) => t(`like_${one}`)).join(t('comma'))}</span></li>)}</ul>
    </section>
  );
}

function Plans({ id }: { id: string }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const today = dayInChina(new Date(serverNow()).toISOString());
  const loaded = useLoaded(id, (signal) => personPlans.of(id, signal));
  return (
    <section aria-labelledby="plans">
      <h2 id="plans" class="head">{t('plans')}</h2>
      <Await loaded={loaded} level={2}>
        {({ plans }) => (plans.length === 0 ? <div class="box"><p>{t('no_plans')}</p></div> : (
          <ul class="rows">{plans.map((plan) => <li key={plan.id}><Link to={`/plans/${plan.id}`}>{t(`stage_${plan.stage}`)}</Link><span class="block second">{plan.drafted_by.name}{t('comma')}{momentOf(plan.drafted_at, today, lang)}</span></li>)}</ul>
        ))}
      </Await>
    </section>
  );
}

function History({ id, version }: { id: string; version: number }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const today = dayInChina(new Date(serverNow()).toISOString());
  const loaded = useLoaded(`${id} ${version}`, (signal) => people.timeline(id, signal), true);
  return (
    <section aria-labelledby="history">
      <h2 id="history" class="head later">{t('history')}</h2>
      <Await loaded={loaded} level={2}>
        {({ entries }) => (
          <ul class="rows">{[...entries].reverse().slice(0, 30).map((one, i) => <li key={i} class="story-line"><span class="second nums">{momentOf(one.at, today, lang)}</span><span>{one.text ? say(one.text, lang) : one.kind}<span class="block label">{one.by?.name ?? t('the_system')}</span></span></li>)}</ul>
        )}
      </Await>
    </section>
  );
}
