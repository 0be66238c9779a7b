// What happened to a case. Ten papers taken in one after the other are one line that opens, and so is what is long past.
import type { CaseEventView } from '@shared/api/types.generated';
import type { Day } from '@shared/api/types';
import { say, useLang } from '@shared/i18n/language';
import type { JSX } from 'preact';
import { momentOf } from '../../ui/dates';
import { personOf } from '../../work/units';
import { folded, type Step } from './folded';
import { useTexts } from './texts';

const most = 12;

export function History({ events, today }: { events: CaseEventView[]; today: Day }): JSX.Element {
  const t = useTexts();
  const steps = folded(events);
  const earlier = steps.slice(most);
  const lines = (some: Step[]): JSX.Element => <ul class="rows">{some.map((step, i) => <Line key={i} step={step} today={today} />)}</ul>;
  return (
    <>
      {lines(steps.slice(0, most))}
      {earlier.length > 0 && <details><summary class="why">{t('earlier', { n: earlier.reduce((sum, { more }) => sum + 1 + more.length, 0) })}</summary>{lines(earlier)}</details>}
    </>
  );
}

function Line({ step: { first, more }, today }: { step: Step; today: Day }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  return (
    <li class="story-line">
      <span class="second nums">{momentOf(first.at, today, lang)}</span>
      <span>{first.text ? say(first.text, lang) : first.kind}<span class="block label">{first.by ? say(personOf(first.by), lang) : t('from_outside')}</span>
        {more.length > 0 && <details><summary class="why">{t('more_like_it', { n: more.length })}</summary><ul class="rows">{more.map((one, i) => <Line key={i} step={{ first: one, more: [] }} today={today} />)}</ul></details>}
      </span>
    </li>
  );
}
