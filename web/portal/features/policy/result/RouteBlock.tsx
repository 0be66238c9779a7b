// One route with its reasons. What fails comes first, then what is not known, then what is met.
import type { Condition, RouteAnswer } from '@shared/api/types';
import { formatDay } from '@shared/formats/dates';
import { formatMoney } from '@shared/formats/numbers';
import { say, useLang } from '@shared/i18n/language';
import { Link } from '@shared/router';
import { Icon } from '@ui/Icon';
import { Badge, ConditionMark, Explain, Gaps, Panel, SourceButton, SourceDetails, useDisclosure, useLimit } from '@ui/marks';
import { ClockRows, FeeRows, PaperRows } from '@ui/rules';
import { useUiTexts } from '@ui/texts';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { linesOf } from './given';
import { useTexts } from './texts';

export function RouteBlock({ route, opened = false }: { route: RouteAnswer; opened?: boolean }): JSX.Element {
  const t = useTexts();
  const ui = useUiTexts();
  const lang = useLang();
  const limit = useLimit();
  const at = useDisclosure(opened);
  const details = useDisclosure();
  const clock = route.clocks.find((one) => one.who === 'agency');
  const fees = route.fees.filter((fee) => fee.charged !== false);
  return (
    <article class="route" aria-labelledby={`route-${route.id}`}>
      <div class="route-head">
        <div>
          <h3 id={`route-${route.id}`}>{say(route.title, lang)}{route.advice_only && <> <Badge kind="advice_only" /></>}{route.unverified && !route.advice_only && <> <Badge kind="unverified" /></>}</h3>
          <p class="second">{route.opens_on && <span class="dated-day">{t('from_day', { day: formatDay(route.opens_on, lang, { weekday: true }) })}{lang === 'zh' ? '。' : '. '}</span>}{route.advice_only ? t('advice_note') : say(route.summary, lang)}</p>
        </div>
        <dl class="brief">
          {clock && <><dt>{ui('clocks')}</dt><dd>{limit(clock.unit, clock.limit)}</dd></>}
          {fees.length > 0 && <><dt>{ui('fees')}</dt><dd>{fees.map((fee) => formatMoney(fee.amount, fee.currency, lang)).join(' + ')}</dd></>}
        </dl>
      </div>
      {route.results.length > 0 && <ul class="results">{route.results.map((one) => <li key={one.id}><span class="label">{say(one.label, lang)}</span> <span class="strong">{say(one.value, lang)}</span></li>)}</ul>}
      <p class="inline second no-print">
        <Explain at={at} hasText={false} class="link toggle"><Icon name={at.open ? 'down' : 'right'} size={16} />{t('reasons')}</Explain>
        <Explain at={details} hasText={false} class="link toggle"><Icon name={details.open ? 'down' : 'right'} size={16} />{t('details')}</Explain>
        <Link to={`/routes/${route.id}`}>{t('see_guide')}</Link>
      </p>
      <div id={at.id} hidden={!at.open} class="opens"><Reasons conditions={route.conditions} /></div>
      <div id={details.id} hidden={!details.open} class="opens more">
        <h4>{ui('papers')}</h4><PaperRows papers={route.papers} />
        <h4>{ui('fees')}</h4><FeeRows fees={route.fees} note={route.fee_note} />
        <h4>{ui('clocks')}</h4><ClockRows clocks={route.clocks} />
        {route.doubts.length > 0 && <><h4>{t('doubts')}</h4><ul class="rows second">{route.doubts.map((one, i) => <li key={i}>{say(one, lang)}</li>)}</ul></>}
        {route.authorities.length > 0 && <p class="second">{t('ask_who', { who: route.authorities.map((one) => say(one.title, lang)).join(t('separator')) })}</p>}
      </div>
    </article>
  );
}

const rank = (condition: Condition): number => (condition.value === false ? 0 : condition.value === null ? 1 : 2);
const foldAfter = 4;

export function Reasons({ conditions }: { conditions: Condition[] }): JSX.Element {
  const t = useTexts();
  const [all, setAll] = useState(false);
  const ordered = [...conditions].sort((a, b) => rank(a) - rank(b));
  const keep = Math.max(foldAfter, ordered.filter((one) => one.value !== true).length);
  const folded = ordered.length - keep;
  return (
    <>
      <ul class="reasons">{ordered.map((one, i) => <Reason key={one.id} condition={one} folded={!all && i >= keep} />)}</ul>
      {folded > 0 && <p class="no-print second"><button type="button" class="link" aria-expanded={all} onClick={() => setAll(!all)}>{all ? t('reasons_less') : t('reasons_more', { n: folded })}</button></p>}
    </>
  );
}

function Reason({ condition, folded }: { condition: Condition; folded: boolean }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const at = useDisclosure();
  const { source } = condition;
  return (
    <li class={folded ? 'reason folded' : 'reason'}>
      <ConditionMark value={condition.value} />
      <span class="reason-text">{say(condition.label, lang)}</span>
      <span class="reason-value">
        {linesOf(condition.given, lang).map((line) => <span key={line.key} class="block"><span class="label">{line.label}</span> <span class="strong">{line.value}</span></span>)}
        {condition.not_known.length > 0 && <Gaps notKnown={condition.not_known} />}
        {condition.given.length === 0 && condition.missing.length > 0 && <span class="label">{t('no_value')}</span>}
      </span>
      <span class="reason-source">{source && <SourceButton source={source} at={at} />}</span>
      {source && <div class="reason-panel"><Panel at={at}><SourceDetails source={source} /></Panel></div>}
    </li>
  );
}
