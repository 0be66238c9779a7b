// Small things that say how certain something is: status, doubt, source, who can act.
import type { Bi, NotKnown, Opt, Source } from '@shared/api/types';
import { say, useLang } from '@shared/i18n/language';
import { formatDay } from '@shared/formats/dates';
import type { ComponentChildren, JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Icon, type IconName } from './Icon';
import { useUiTexts } from './texts';

export type Status = 'open' | 'dated' | 'closed' | 'unknown' | 'advice';

export function StatusMark({ status, size = 20, children }: { status: Status; size?: number; children?: ComponentChildren }): JSX.Element {
  const t = useUiTexts();
  return <span class={`status ${status}`}><Icon name={status} size={size} /><span>{children ?? t(`status_${status}`)}</span></span>;
}

// The mark in front of a condition: met, not met, not known.
export function ConditionMark({ value }: { value: Opt<boolean> }): JSX.Element {
  const t = useUiTexts();
  if (value === true) return <span class="mark met"><Icon name="check" label={t('met')} /></span>;
  if (value === false) return <span class="mark"><Icon name="cross" label={t('not_met')} /></span>;
  return <span class="mark unknown"><Icon name="unknown" label={t('undecided')} /></span>;
}

export function Badge({ kind }: { kind: 'unverified' | 'advice_only' | 'not_published' | 'not_found' }): JSX.Element {
  return <span class="badge">{useUiTexts()(kind)}</span>;
}

const actors: Record<string, { icon: IconName; text: 'who_person' | 'who_employer' | 'who_agency' | 'who_nobody' }> = {
  person: { icon: 'person', text: 'who_person' },
  applicant: { icon: 'person', text: 'who_person' },
  employer: { icon: 'firm', text: 'who_employer' },
  agency: { icon: 'office', text: 'who_agency' },
  nobody: { icon: 'nobody', text: 'who_nobody' },
};

export function Who({ who }: { who: string }): JSX.Element {
  const t = useUiTexts();
  const actor = actors[who] ?? { icon: 'office' as const, text: 'who_agency' as const };
  return <span class="who"><Icon name={actor.icon} size={18} />{t(actor.text)}</span>;
}

export function useLimit(): (unit: string, n: number) => string {
  const t = useUiTexts();
  return (unit, n) => {
    if (unit === 'working_days' || unit === 'months' || unit === 'years' || unit === 'hours') return t(`limit_${unit}`, { n });
    return t('limit_days', { n });
  };
}

export interface Disclosure { id: string; open: boolean; toggle: () => void }

export function useDisclosure(initially = false): Disclosure {
  const [open, setOpen] = useState(initially);
  return { id: useId(), open, toggle: () => setOpen((now) => !now) };
}

// Esc inside an open disclosure closes it.
export function Explain({ at, children, class: extra = '', hasText = true }: { at: Disclosure; children: ComponentChildren; class?: string; hasText?: boolean }): JSX.Element {
  return (
    <button type="button" class={hasText ? `why ${extra}` : extra} aria-expanded={at.open} aria-controls={at.id} onClick={at.toggle}
      onKeyDown={(event) => { if (event.key === 'Escape' && at.open) at.toggle(); }}>
      {children}
    </button>
  );
}

export function Panel({ at, children }: { at: Disclosure; children: ComponentChildren }): JSX.Element {
  return <div class="panel" id={at.id} hidden={!at.open}>{children}</div>;
}

// “第32条” for “32”. A name of a part that packs use among themselves ("wage") is no article.
const article = (text: string, lang: 'zh' | 'en'): string => {
  const number = /^\d+$/.test(text) ? text : '';
  if (!number) return '';
  return lang === 'zh' ? `第${number}条` : `Art. ${number}`;
};

// As people cite it: a law without the name of the state. The full title stands where the source opens.
export const shortTitle = (title: string): string => title.replace(/^中华人民共和国(?=.)/, '');

export function SourceName({ source, full = false }: { source: Source; full?: boolean }): JSX.Element {
  const lang = useLang();
  const title = say(source.title, lang);
  const part = article(source.article, lang);
  return <>{full ? title : shortTitle(title)}{part && <>{lang === 'zh' ? '\u2002' : ', '}<span class="unbroken">{part}</span></>}</>;
}

export function SourceButton({ source, at }: { source: Source; at: Disclosure }): JSX.Element {
  const t = useUiTexts();
  return <Explain at={at} class="source"><span aria-hidden="true" class="sect">§&nbsp;</span><span class="sr">{t('source')}</span><SourceName source={source} /></Explain>;
}

export function SourceDetails({ source, note }: { source: Source; note?: Opt<Bi> }): JSX.Element {
  const lang = useLang();
  const t = useUiTexts();
  const facts = [
    say(source.issuer, lang),
    source.number,
    source.date ? t('source_date', { day: source.date }) : '',
    source.checked_on ? t('source_checked', { day: source.checked_on }) : '',
  ].filter(Boolean);
  return (
    <>
      <p class="strong"><SourceName source={source} full />{source.confidence !== 'high' && <> <Badge kind="unverified" /></>}</p>
      {say(source.what, lang) && <p>{say(source.what, lang)}</p>}
      {say(note, lang) && <p>{say(note, lang)}</p>}
      <p class="small">{facts.join(lang === 'zh' ? '，' : '; ')}{lang === 'zh' ? '。' : '.'}
        {source.url && /^https?:/.test(source.url) && <> <a href={source.url} rel="noopener noreferrer" lang="zh" hreflang="zh">{t('source_open')}</a></>}
      </p>
      {source.confidence === 'low' && <p class="small">{t('source_low')}</p>}
    </>
  );
}

// A source that opens under itself.
export function SourceInPlace({ source }: { source: Opt<Source> }): JSX.Element | null {
  const at = useDisclosure();
  if (!source) return null;
  return <div class="sourced"><SourceButton source={source} at={at} /><Panel at={at}><SourceDetails source={source} /></Panel></div>;
}

export function DayText({ day, weekday = false, year = true }: { day: string; weekday?: boolean; year?: boolean }): JSX.Element {
  const lang = useLang();
  return <time dateTime={day}>{formatDay(day, lang, { weekday, year })}</time>;
}

// The notes of packs use the fixed words for not knowing (没有查到, we looked and found no source; 没有公布, the
// authority has not said); the badge says the same one.
const gapKind = (gap: NotKnown): 'not_found' | 'not_published' => (gap.kind === 'rule' || gap.note?.zh.includes('没有查到') ? 'not_found' : 'not_published');

export interface Gap { first: NotKnown; years: string }

// What nobody can answer, the years of one series together: 2020–2023, or 2019, 2021.
export function gapsOf(notKnown: NotKnown[]): Gap[] {
  const series = new Map<string, NotKnown[]>();
  for (const one of notKnown) series.set(`${one.kind} ${one.id}`, [...(series.get(`${one.kind} ${one.id}`) ?? []), one]);
  return [...series.values()].map((some) => ({ first: some[0] as NotKnown, years: yearsText(some.map((one) => one.at).filter((at) => /^\d{4}$/.test(at)).map(Number)) }));
}

export function yearsText(years: number[]): string {
  const ordered = [...new Set(years)].sort((a, b) => a - b);
  const least = ordered[0];
  const most = ordered.at(-1);
  if (least === undefined || most === undefined) return '';
  if (ordered.length > 2 && most - least === ordered.length - 1) return `${least}–${most}`;
  return ordered.join(', ');
}

// A rule that was not found, a figure that is not published: each says so beside its own name.
export function Gaps({ notKnown }: { notKnown: NotKnown[] }): JSX.Element {
  const t = useUiTexts();
  const lang = useLang();
  return (
    <ul class="gaps">
      {gapsOf(notKnown).map(({ first, years }) => (
        <li key={`${first.kind} ${first.id}`}>
          <span class="strong">{first.kind === 'rule' ? t('gap_rule') : years ? t('gap_years', { what: say(first.label, lang), years: lang === 'zh' ? years.replaceAll(', ', '、') : years }) : say(first.label, lang)}</span>{' '}
          <Badge kind={gapKind(first)} />
          <span class="second block">{say(first.note, lang)}</span>
        </li>
      ))}
    </ul>
  );
}
