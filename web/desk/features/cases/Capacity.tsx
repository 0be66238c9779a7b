// How many cases a unit handles in a day: what effects of an urgent case are counted from. The figure is told with the
// effects of a claim, so it is known here for units that have one.
import { ApiError } from '@shared/api/client';
import type { GreenChannelRow, UnitView } from '@shared/api/types.generated';
import { say, useLang } from '@shared/i18n/language';
import { useStore } from '@shared/store';
import { Await, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { cases } from '../../session/cases';
import { useCommands } from '../../session/keys';
import { toast } from '../../session/toast';
import { Dialog } from '../../ui/Dialog';
import { SelectField, TextField } from '../../ui/fields';
import { Key } from '../../ui/Key';
import { Failure } from '../../work/Failure';
import { nameOf, networkStore, targetsOf, unitKey } from '../../work/units';
import { useTexts } from './texts';

interface Known { unit: UnitView; perDay: number | null } // null: nobody set it

async function known(claims: GreenChannelRow[], signal: AbortSignal): Promise<Known[]> {
  const units = new Map(claims.map((row) => [unitKey(row.file.unit), row]));
  return Promise.all([...units.values()].map(async ({ file, claim }): Promise<Known> => {
    try {
      return { unit: file.unit, perDay: (await cases.effects(file.id, claim.number, signal)).per_day };
    } catch (error) {
      if (error instanceof ApiError && error.problem?.code === 'cases.no_capacity') return { unit: file.unit, perDay: null };
      throw error;
    }
  }));
}

export function Capacity({ claims, place }: { claims: GreenChannelRow[]; place: string }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const [round, setRound] = useState(0);
  const [asked, setAsked] = useState<Partial<Known> | null>(null);
  const loaded = useLoaded(`${round} ${claims.map(({ file, claim }) => `${file.id} ${claim.number}`).join()}`, (signal) => known(claims, signal), true);
  useCommands([{ id: 'capacity', key: 'M', label: t('capacity_set'), bar: true, run: () => setAsked({}) }]);
  return (
    <section class="block-section" aria-labelledby="capacity">
      <h2 id="capacity">{t('capacity')}</h2>
      <p class="second">{t('capacity_rule')} {t('capacity_shown')}</p>
      <Await loaded={loaded} level={2}>
        {(units) => (
          <ul class="rows">
            {units.map((one) => (
              <li key={unitKey(one.unit)} class="session">
                <span>{say(nameOf(one.unit, place), lang)}</span>
                <span class="inline">{one.perDay === null ? <b>{t('per_day_missing')}</b> : <b class="nums">{t('per_day', { n: one.perDay })}</b>}<button type="button" class="button plain" aria-label={`${t('capacity_change')} ${say(nameOf(one.unit, place), lang)}`} onClick={() => setAsked(one)}>{t('capacity_change')}</button></span>
              </li>
            ))}
          </ul>
        )}
      </Await>
      <p class="pad-top"><button type="button" class="button plain" onClick={() => setAsked({})}>{t('capacity_set')}<Key name="M" /></button></p>
      {asked && <SetCapacity given={asked} place={place} onClose={() => setAsked(null)} onDone={() => { setAsked(null); setRound((n) => n + 1); }} />}
    </section>
  );
}

function SetCapacity({ given, place, onClose, onDone }: { given: Partial<Known>; place: string; onClose: () => void; onDone: () => void }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { places } = useStore(networkStore);
  const targets = places ? targetsOf(places).filter((one) => one.place.startsWith(place)) : [];
  const own = unitKey({ place, department: '' });
  const [unit, setUnit] = useState(given.unit ? unitKey(given.unit) : own);
  const [number, setNumber] = useState(given.perDay ? String(given.perDay) : '');
  const [fault, setFault] = useState('');
  const [failed, setFailed] = useState<ApiError | null>(null);
  const send = async (): Promise<void> => {
    const target = targets.find((one) => one.key === unit);
    const perDay = /^\d+$/.test(number.trim()) ? Number(number) : 0;
    const wrong = perDay < 1 || perDay > 10_000;
    setFault(wrong ? t('capacity_number_fault') : '');
    setFailed(null);
    if (wrong || !target) {
      document.getElementById('capacity-number')?.focus();
      return;
    }
    try {
      await cases.setCapacity({ place: target.place, department: target.department, per_day: perDay });
      toast(t('capacity_done', { n: perDay }));
      onDone();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailed(error);
    }
  };
  return (
    <Dialog title={t('capacity')} closeLabel={t('close')} onClose={onClose} onConfirm={() => void send()}>
      <form class="stack" noValidate onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <SelectField id="capacity-unit" label={t('capacity_unit')} value={unit} onInput={setUnit} first={!given.unit}>{targets.map((one) => <option key={one.key} value={one.key}>{say(one.name, lang)}</option>)}</SelectField>
        <TextField id="capacity-number" label={t('capacity_number')} value={number} onInput={setNumber} maxLength={5} fault={fault || undefined} first={Boolean(given.unit)} />
        {failed && <Failure error={failed} />}
        <p><button type="submit" class="button primary">{t('capacity_do')}</button></p>
      </form>
    </Dialog>
  );
}
