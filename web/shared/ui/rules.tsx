// Papers, fees and clocks of a route, as the result, the guide and the plan all show them.
import type { Bi, Clock, Fee, Opt, Paper } from '@shared/api/types';
import { formatMoney } from '@shared/formats/numbers';
import { say, useLang } from '@shared/i18n/language';
import { formatDay } from '@shared/formats/dates';
import type { JSX } from 'preact';
import { DayStrip } from './DayStrip';
import { Explain, Panel, SourceDetails, SourceInPlace, useDisclosure, useLimit, Who } from './marks';
import { useUiTexts } from './texts';

export function PaperRows({ papers }: { papers: Paper[] }): JSX.Element {
  const t = useUiTexts();
  const lang = useLang();
  return (
    <ul class="rows facts">
      {papers.map((paper) => (
        <li key={paper.code} class="fact">
          <span>{say(paper.label, lang)}{say(paper.note, lang) && <span class="label block">{say(paper.note, lang)}</span>}</span>
          <span class="second">{[say(paper.issuer, lang), paper.valid_months ? t('paper_valid', { n: paper.valid_months }) : ''].filter(Boolean).join(lang === 'zh' ? '，' : ', ')}
            {paper.waived === true && <span class="strong block">{t('paper_waived')}</span>}
            {paper.waived == null && paper.waivable && <span class="block">{t('paper_maybe')}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function FeeRows({ fees, note }: { fees: Fee[]; note?: Opt<Bi> }): JSX.Element {
  const t = useUiTexts();
  const lang = useLang();
  const due = fees.filter((fee) => fee.charged !== false);
  const noted = say(note, lang) ? <p class="second fee-note">{say(note, lang)}</p> : null;
  if (due.length === 0) return noted ?? <p class="second">{t('fee_none')}</p>;
  return (<>
    <ul class="rows facts">
      {due.map((fee) => (
        <li key={`${fee.item} ${fee.amount}`} class="fact">
          <span>{say(fee.label, lang)}</span>
          <span><span class="strong nums">{formatMoney(fee.amount, fee.currency, lang)}</span><SourceInPlace source={fee.source} /></span>
        </li>
      ))}
    </ul>
    {noted}
  </>);
}

export function ClockRows({ clocks }: { clocks: Clock[] }): JSX.Element {
  return <ul class="rows facts">{clocks.map((clock) => <ClockRow key={`${clock.id} ${clock.limit} ${clock.unit}`} clock={clock} />)}</ul>;
}

// The date first; how it was counted opens in place.
function ClockRow({ clock }: { clock: Clock }): JSX.Element {
  const t = useUiTexts();
  const lang = useLang();
  const at = useDisclosure();
  const limit = useLimit();
  const words = clock.starts === 'before' ? t('clock_before', { limit: limit(clock.unit, clock.limit) }) : limit(clock.unit, clock.limit);
  const legal = clock.legal != null && typeof clock.legal === 'object' ? t('clock_legal', { limit: limit(clock.legal.unit, clock.legal.limit) }) : '';
  const derivation = clock.derivation && (say(clock.derivation.text, lang) || clock.derivation.skipped.length > 0) ? clock.derivation : null;
  const inner = clock.due ? t('clock_due', { day: formatDay(clock.due, lang, { weekday: true }) }) : words;
  return (
    <li class="fact">
      <span>{say(clock.label, lang)}<span class="label block"><Who who={clock.who} /></span></span>
      <span>
        {derivation || clock.source ? <Explain at={at} class="strong">{inner}</Explain> : <span class="strong">{inner}</span>}
        <span class="label block">{[clock.due ? words : '', legal].filter(Boolean).join(lang === 'zh' ? '，' : ', ')}</span>
        {clock.not_known && <span class="badge">{t('clock_unknown')}</span>}
        <Panel at={at}>
          {derivation && <><DayStrip derivation={derivation} before={clock.starts === 'before'} /><p>{say(derivation.text, lang)}</p></>}
          {clock.source && <SourceDetails source={clock.source} note={clock.note} />}
        </Panel>
      </span>
    </li>
  );
}
