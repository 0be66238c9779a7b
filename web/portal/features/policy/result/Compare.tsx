// The same answers on another day or in another place: numbers in bars, and in words why they differ.
import { api } from '@shared/api/client';
import type { Assessment, Day } from '@shared/api/types';
import { formatDay } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { useAnswers } from '@session/answers';
import { usePlace } from '@session/place';
import { DayField, readTypedDay, typedDay } from '@ui/forms';
import { Await, useLoaded } from '@ui/page';
import { useUiTexts } from '@ui/texts';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { differenceOf, groupOrder, type Groups, groupsOf } from './groups';
import { useTexts } from './texts';

interface Other { region: string; day: Day }

export function Compare({ assessment, groups }: { assessment: Assessment; groups: Groups }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { meta, region } = usePlace();
  const [added, setAdded] = useState<Other[]>([]);
  const opens = groups.dated[0]?.opens_on;
  const elsewhere = assessment.elsewhere[0]?.regions[0]?.id;
  const suggested: Other[] = [
    ...(opens ? [{ region: region.id, day: opens }] : []),
    ...(elsewhere ? [{ region: elsewhere, day: assessment.as_of }] : []),
  ];
  const rows = [...suggested, ...added].filter((row, i, all) => all.findIndex((one) => one.region === row.region && one.day === row.day) === i && !(row.region === region.id && row.day === assessment.as_of));
  const name = (row: Other): string => t('compare_here', { place: say(meta.regions.find((one) => one.id === row.region)?.title, lang) || row.region, day: formatDay(row.day, lang) });
  return (
    <section aria-labelledby="compare" class="compare no-print">
      <div class="head"><h2 id="compare">{t('compare')}</h2></div>
      <Bar name={name({ region: region.id, day: assessment.as_of })} groups={groups} />
      {rows.map((row) => <OtherRow key={`${row.region} ${row.day}`} row={row} name={name(row)} here={groups} />)}
      <AddRow onAdd={(row) => setAdded((now) => [...now, row])} first={{ region: region.id, day: assessment.as_of }} />
    </section>
  );
}

function Bar({ name, groups }: { name: string; groups: Groups }): JSX.Element {
  const t = useTexts();
  const total = groupOrder.reduce((sum, group) => sum + groups[group].length, 0);
  return (
    <div class="bar-row">
      <p class="bar-name"><span class="strong">{name}</span> <span class="label nums">{t('compare_total', { n: total })}</span></p>
      <div class="bar-line">
        {groupOrder.filter((group) => groups[group].length > 0).map((group) => (
          <span key={group} class={`part ${group}`} style={{ flexGrow: groups[group].length }}><span class="sr">{t(`group_${group}`)} </span>{groups[group].length}</span>
        ))}
      </div>
    </div>
  );
}

function OtherRow({ row, name, here }: { row: Other; name: string; here: Groups }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { facts } = useAnswers();
  const request = { region: row.region, as_of: row.day, facts, nearest: false };
  const loaded = useLoaded(JSON.stringify(request), (signal) => api.assess(request, lang, signal));
  return (
    <Await loaded={loaded} level={2}>
      {(assessment) => {
        const there = groupsOf(assessment);
        const { gained, lost, same } = differenceOf(here, there);
        const titles = (routes: typeof gained): string => routes.map((route) => say(route.title, lang)).join(t('separator'));
        return (
          <>
            <Bar name={name} groups={there} />
            <p class="small">
              {same && t('compare_same')}
              {gained.length > 0 && t('compare_gain', { routes: titles(gained) })}
              {lost.length > 0 && t('compare_loss', { routes: titles(lost) })}
              {!same && gained.length === 0 && lost.length === 0 && t('compare_other')}
            </p>
          </>
        );
      }}
    </Await>
  );
}

function AddRow({ onAdd, first }: { onAdd: (row: Other) => void; first: Other }): JSX.Element {
  const t = useTexts();
  const ui = useUiTexts();
  const lang = useLang();
  const { meta } = usePlace();
  const [region, setRegion] = useState(first.region);
  const [typed, setTyped] = useState(typedDay(first.day));
  const [fault, setFault] = useState<string>();
  const add = (event: Event): void => {
    event.preventDefault();
    const read = readTypedDay(typed);
    if (!read || 'fault' in read) {
      setFault(ui(read?.fault ?? 'day_missing'));
      document.getElementById('compare-day')?.focus();
      return;
    }
    setFault(undefined);
    onAdd({ region, day: read.day });
  };
  return (
    <details class="add-row">
      <summary>{t('compare_add')}</summary>
      <form onSubmit={add} noValidate class="stack">
        <label><span class="field-label">{t('compare_place')}</span>
          <select class="input" value={region} onChange={(event) => setRegion(event.currentTarget.value)}>
            {meta.regions.map((one) => <option key={one.id} value={one.id}>{say(one.title, lang)}</option>)}
          </select>
        </label>
        <DayField id="compare-day" legend={t('compare_day')} value={typed} onChange={setTyped} fault={fault} />
        <button class="button plain" type="submit">{t('compare_go')}</button>
      </form>
    </details>
  );
}
