// One route told for nobody in particular: conditions, figures, papers, fee, who decides by when, and its history.
import { api } from '@shared/api/client';
import type { Figure, Guide, RouteVersion } from '@shared/api/types';
import { formatDay } from '@shared/formats/dates';
import { formatMoney, formatNumber, unitText } from '@shared/formats/numbers';
import { say, useLang } from '@shared/i18n/language';
import { Link, navigate, useHref } from '@shared/router';
import { begin } from '@session/answers';
import { usePlace } from '@session/place';
import { Icon } from '@ui/Icon';
import { Badge, Gaps, SourceInPlace, useLimit, Who, yearsText } from '@ui/marks';
import { Await, Title, useLoaded } from '@ui/page';
import { ClockRows, FeeRows, PaperRows } from '@ui/rules';
import type { ComponentChildren, JSX } from 'preact';
import './guide.css';
import { OwnAnswer } from './OwnAnswer';
import { useTexts } from './texts';

export function RouteGuide({ id = '' }: { id?: string }): JSX.Element {
  const t = useTexts();
  const { region, asOf, asOfRequest } = usePlace();
  const loaded = useLoaded(`${id} ${region.id} ${asOf}`, () => api.guide(id, region.id, asOfRequest.as_of));
  return <div class="column page"><Await loaded={loaded} name={t('loading')}>{(guide) => <Told guide={guide} />}</Await></div>;
}

function Told({ guide }: { guide: Guide }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const href = useHref();
  const { meta, region } = usePlace();
  const stage = meta.stages.find((one) => one.id === guide.stage);
  const check = (): void => {
    begin([guide.id]);
    navigate(href('/check'));
  };
  return (
    <>
      <p class="crumbs no-print"><Link to="/routes">{t('all_routes')}</Link>{stage && <><span aria-hidden="true">/</span><span>{say(stage.title, lang)}</span></>}</p>
      <Title text={say(guide.title, lang)}>{say(guide.title, lang)}{guide.advice_only ? <> <Badge kind="advice_only" /></> : guide.unverified && <> <Badge kind="unverified" /></>}</Title>
      <p class="lead">{guide.advice_only && `${t('advice')} `}{say(guide.summary, lang)}</p>
      <p class="label">{t('basis', { day: formatDay(guide.as_of, lang), place: say(region.title, lang) })}</p>
      <OwnAnswer id={guide.id} />
      <KeyFigures guide={guide} />
      <div class="split">
        <div>
          {guide.not_known.length > 0 && (
            <Part id="not_known"><div class="rows"><Gaps notKnown={guide.not_known} /></div></Part>
          )}
          <Part id="conditions" note={guide.conditions.length > 0 ? t('conditions_note', { n: guide.conditions.length }) : undefined}>
            {guide.conditions.length === 0 ? <p class="second">{t('conditions_none')}</p> : (
              <ol class="rows numbered">
                {guide.conditions.map((condition, i) => <li key={condition.id}><span class="label nums">{i + 1}</span><div class="numbered-row"><span>{say(condition.label, lang)}</span><SourceInPlace source={condition.source} /></div></li>)}
              </ol>
            )}
          </Part>
          {guide.parameters.length > 0 && <Part id="figures"><Figures figures={guide.parameters} /></Part>}
          <Part id="papers" note={t('fact_papers_n', { n: guide.papers.length })}><PaperRows papers={guide.papers} /></Part>
          <Part id="fees"><FeeRows fees={guide.fees} note={guide.fee_note} /></Part>
          {guide.clocks.length > 0 && <Part id="clocks"><ClockRows clocks={guide.clocks} /></Part>}
          <Part id="versions">
            <ul class="rows">{guide.versions.map((version) => <Version key={`${version.region} ${version.effective_from}`} version={version} />)}</ul>
          </Part>
          <Part id="sources"><ul class="rows">{guide.sources.map((source) => <li key={source.ref}><SourceInPlace source={source} /></li>)}</ul></Part>
        </div>
        <div class="aside guide-side">
          <p class="stack no-print"><button type="button" class="button full" onClick={check}>{t('check')}</button><button type="button" class="link print" onClick={() => window.print()}><Icon name="print" size={18} />{t('print')}</button></p>
          <Side id="where" items={guide.authorities.map((one) => say(one.title, lang))} />
          {guide.next_steps.length > 0 && <SideSection id="steps"><ul class="rows second">{guide.next_steps.map((step, i) => <li key={i}>{say(step.label, lang)}<span class="label block"><Who who={step.who} /></span></li>)}</ul></SideSection>}
          <Side id="after" items={guide.validity.map((one) => say(one.label, lang))} />
          <Side id="doubts" items={guide.doubts.map((one) => say(one, lang))} />
          <Side id="remedies" items={[...guide.remedies.map((one) => say(one.label, lang)), say(guide.final_note, lang)]} />
        </div>
      </div>
    </>
  );
}

type PartId = 'conditions' | 'figures' | 'papers' | 'fees' | 'clocks' | 'versions' | 'sources' | 'not_known';

function Part({ id, note, children }: { id: PartId; note?: string | undefined; children: ComponentChildren }): JSX.Element {
  const t = useTexts();
  return <section class="section" aria-labelledby={id}><div class="head"><h2 id={id}>{t(id)}</h2>{note && <span class="label">{note}</span>}</div>{children}</section>;
}

type SideId = 'where' | 'after' | 'doubts' | 'remedies' | 'steps';

function SideSection({ id, children }: { id: SideId; children: ComponentChildren }): JSX.Element {
  const t = useTexts();
  return <section aria-labelledby={id}><div class="head"><h2 id={id}>{t(id)}</h2></div>{children}</section>;
}

function Side({ id, items }: { id: SideId; items: string[] }): JSX.Element | null {
  const shown = items.filter(Boolean);
  return shown.length === 0 ? null : <SideSection id={id}><ul class="rows second">{shown.map((text) => <li key={text}>{text}</li>)}</ul></SideSection>;
}

function KeyFigures({ guide }: { guide: Guide }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const limit = useLimit();
  const clock = guide.clocks.find((one) => one.who === 'agency');
  const figures: { label: string; value: string; note: string }[] = [
    { label: t('fact_fee'), value: guide.fees.length === 0 ? t(say(guide.fee_note, lang) ? 'fact_fee_note' : 'fact_fee_none') : [...new Set(guide.fees.map((fee) => formatMoney(fee.amount, fee.currency, lang)))].join(' + '), note: guide.fees.map((fee) => say(fee.label, lang)).join(t('separator')) },
    { label: t('fact_time'), value: clock ? limit(clock.unit, clock.limit) : t('time_unknown'), note: clock?.starts === 'accepted' ? t('from_accepted') : '' },
    { label: t('fact_papers'), value: t('fact_papers_n', { n: guide.papers.length }), note: '' },
    { label: t('fact_conditions'), value: t('fact_conditions_n', { n: guide.conditions.length }), note: '' },
  ];
  return <dl class="key-figures">{figures.map((figure) => <div key={figure.label}><dt class="label">{figure.label}</dt><dd><span class="key-value nums">{figure.value}</span>{figure.note && <span class="small block">{figure.note}</span>}</dd></div>)}</dl>;
}

// One series after the other; what is true of all its years is said once, under its name.
function Figures({ figures }: { figures: Figure[] }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const series = [...new Set(figures.map((figure) => figure.id))].map((id) => figures.filter((figure) => figure.id === id));
  return (
    <>
      <table class="table folds figures">
        <thead><tr><th scope="col">{t('figures_what')}</th><th scope="col">{t('figures_year')}</th><th scope="col" class="num">{t('figures_value')}</th><th scope="col">{t('sources')}</th></tr></thead>
        {series.map((some) => {
          const rows = rowsOf(some);
          const notes = [...new Set(some.filter((figure) => !figure.not_published).map((figure) => say(figure.note, lang)).filter(Boolean))];
          return (
            <tbody key={some[0]?.id}>
              {rows.map(({ figure, years }, i) => (
                <tr key={`${figure.year ?? figure.from ?? i}`}>
                  {i === 0 && <th scope="rowgroup" rowSpan={rows.length}>{say(figure.label, lang)}{notes.length === 1 && <span class="label block">{notes[0]}</span>}</th>}
                  <td class="nums">{years || (figure.from && formatDay(figure.from, lang))}</td>
                  <td class="num"><FigureValue figure={figure} /></td>
                  <td>{figure.source && <SourceInPlace source={figure.source} />}{figure.not_published || notes.length > 1 ? <span class="label block">{say(figure.note, lang)}</span> : null}</td>
                </tr>
              ))}
            </tbody>
          );
        })}
      </table>
      <p class="second">{t('figures_note')}</p>
    </>
  );
}

interface FigureRow { figure: Figure; years: string }

// Years that are missing for the same reason stand in one row.
function rowsOf(series: Figure[]): FigureRow[] {
  const groups: Figure[][] = [];
  for (const figure of series) {
    const last = groups.at(-1);
    if (figure.not_published && last?.[0]?.not_published && last[0].note?.zh === figure.note?.zh) last.push(figure);
    else groups.push([figure]);
  }
  return groups.map((some) => ({ figure: some[0] as Figure, years: yearsText(some.map((one) => one.year).filter((year) => year != null)) }));
}

function FigureValue({ figure }: { figure: Figure }): JSX.Element {
  const lang = useLang();
  if (figure.not_published || !figure.value) return <Badge kind={figure.note?.zh.includes('没有查到') ? 'not_found' : 'not_published'} />;
  return <>{figure.unverified && <><Badge kind="unverified" /> </>}<span class="strong">{formatNumber(figure.value)}</span>{lang === 'zh' ? '' : ' '}{unitText(figure.unit, lang)}</>;
}

function Version({ version }: { version: RouteVersion }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const from = formatDay(version.effective_from, lang);
  const span = version.effective_to ? t('versions_to', { from, until: formatDay(version.effective_to, lang) })
    : version.precision === 'by' ? t('versions_by', { from }) : t(version.current ? 'versions_from' : 'versions_from_old', { from });
  return (
    <li class={version.current ? 'version current' : 'version'}>
      <p class="strong">{span}{version.withdrawn && `${t('separator')}${t('versions_withdrawn')}`}</p>
      {say(version.summary, lang) && <p class="second">{say(version.summary, lang)}</p>}
      {version.sources.map((source) => <SourceInPlace key={source.ref} source={source} />)}
    </li>
  );
}
