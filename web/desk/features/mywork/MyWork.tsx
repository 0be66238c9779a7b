// What there is to do, in the order in which it becomes urgent.
import { useStore } from '@shared/store';
import { Failed, Loading, Title } from '@ui/page';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { refreshWork, showFresh, workStore } from '../../work/store';
import { kinds } from '../../work/rows';
import { RowTable } from '../../work/list/RowTable';
import { useWorkTexts } from '../../work/texts';
import { useTexts } from './texts';

export function MyWork(): JSX.Element {
  const t = useTexts();
  const w = useWorkTexts();
  const { shown, changed, error } = useStore(workStore);
  const [kind, setKind] = useState('');
  if (!shown) return error ? <div class="pad"><Failed error={error} retry={() => void refreshWork(true)} /></div> : <div class="pad"><Loading name={t('loading')} /></div>;
  const { rows, total } = shown.work;
  const first = rows.filter((row) => row.group === 'overdue' || row.group === 'today').length;
  const present = kinds.map((one) => ({ one, n: rows.filter((row) => row.kind === one).length })).filter(({ n }) => n > 0);
  const filtered = kind ? rows.filter((row) => row.kind === kind) : rows;
  return (
    <div class="pad">
      <div class="page-head">
        <div class="head-line"><Title text={t('title')} /><span class="second">{first > 0 ? t('lead_first', { n: total, first }) : t('lead', { n: total })}</span></div>
        <details class="order"><summary class="why">{t('order')}</summary><p>{t('order_why')}</p></details>
      </div>
      {present.length > 0 && (
        <div class="pills" role="group" aria-label={t('filter')}>
          <button type="button" aria-pressed={kind === ''} onClick={() => setKind('')}>{t('all')} <span class="nums">{rows.length}</span></button>
          {present.map(({ one, n }) => <button key={one} type="button" aria-pressed={kind === one} onClick={() => setKind(one)}>{w(`kind_${one}`)} <span class="nums">{n}</span></button>)}
        </div>
      )}
      <div role="status" class="gathered">{changed > 0 && <button type="button" onClick={showFresh}>{t('changed', { n: changed })}</button>}</div>
      {rows.length === 0
        ? <div class="box stack"><h2>{t('empty_title')}</h2><p>{t('empty_body')}</p></div>
        : <RowTable rows={filtered} label={t('title')} said={{ overdue: t('said_overdue'), today: t('said_today'), risk: t('said_risk') }} />}
      {total > rows.length && <p class="label">{t('more', { n: rows.length, total })}</p>}
    </div>
  );
}
