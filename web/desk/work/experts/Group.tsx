// An expert group: its question and clock, each department's opinion or that it is missing, the decision, the minutes.
import type { CaseGroupView } from '@shared/api/types.generated';
import { tongueOf } from '@shared/i18n/tongue';
import { dayInChina } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { serverNow } from '../../session/live';
import type { SignedIn } from '../../session/session';
import { momentOf } from '../../ui/dates';
import { nameOf, personOf } from '../units';
import { hoursOf, mayDecide, mayGive, missingOpinions } from './group';
import { useExpertTexts } from './texts';
import './experts.css';

export type Asking = 'opinion' | 'decision';

export function Group({ group, session, onAsk }: { group: CaseGroupView; session: SignedIn; onAsk: (kind: Asking) => void }): JSX.Element {
  const t = useExpertTexts();
  const lang = useLang();
  const missing = missingOpinions(group);
  return (
    <article class="expert-group">
      <p class="strong" lang={tongueOf(group.question)}>{group.question}</p>
      <p class="expert-line">
        <HourClock group={group} />
        <span>{t('opinions', { n: group.opinions, needed: group.opinions_needed })}</span>
        <span class="second">{t('convened_by', { who: say(personOf(group.convenor), lang) })}</span>
      </p>
      <Seats group={group} session={session} />
      {group.decided_at && group.outcome && <div class="answer-text"><b>{t('decided')}{lang === 'zh' ? '：' : ': '}{t(`outcome_${group.outcome}`)}</b><span class="block" lang={tongueOf(group.decision)}>{group.decision}</span></div>}
      <details><summary class="why">{t('minutes')}</summary><Minutes group={group} session={session} /></details>
      <p class="inline expert-do">
        {mayGive(group, session) && <button type="button" class="button plain" onClick={() => onAsk('opinion')}>{t('do_opinion')}</button>}
        {mayDecide(group, session) && <button type="button" class="button plain" aria-disabled={missing > 0 || undefined} onClick={() => { if (missing === 0) onAsk('decision'); }}>{t('do_decision')}</button>}
        {mayDecide(group, session) && missing > 0 && <span class="second">{t('too_few', { n: missing })}</span>}
      </p>
    </article>
  );
}

function HourClock({ group }: { group: CaseGroupView }): JSX.Element {
  const t = useExpertTexts();
  const [, tick] = useState(0);
  useEffect(() => {
    if (group.decided_at) return;
    const timer = setInterval(() => tick((n) => n + 1), 60_000);
    return () => clearInterval(timer);
  }, [group.decided_at]);
  return <span class={group.decided_at ? 'chip done' : 'chip'}><b>{t(group.decided_at ? 'took' : 'running', { n: hoursOf(group, serverNow()) })}</b></span>;
}

export function Seats({ group, session }: { group: CaseGroupView; session: SignedIn }): JSX.Element {
  const t = useExpertTexts();
  const lang = useLang();
  return (
    <ul class="rows expert-seats" aria-label={t('seats')}>
      {group.seats.map((seat) => (
        <li key={seat.unit.place + seat.unit.department}>
          <span class="expert-unit">{say(nameOf(seat.unit, session.post.place), lang)}</span>
          <span>
            {seat.verdict ? <b>{t(`opinion_${seat.verdict}`)}</b> : <span class="second">{t('no_opinion')}</span>}
            {seat.text && <span class="block" lang={tongueOf(seat.text)}>{seat.text}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function Minutes({ group, session }: { group: CaseGroupView; session: SignedIn }): JSX.Element {
  const t = useExpertTexts();
  const lang = useLang();
  const today = dayInChina(new Date(serverNow()).toISOString());
  return (
    <ol class="rows">
      {group.minutes.map((one, i) => (
        <li key={i} class="story-line">
          <span class="second nums">{momentOf(one.at, today, lang)}</span>
          <span>{t(`minute_${one.kind}`)}<span class="block label">{[one.unit ? say(nameOf(one.unit, session.post.place), lang) : '', say(personOf(one.by), lang)].filter(Boolean).join(t('comma'))}</span></span>
        </li>
      ))}
    </ol>
  );
}
