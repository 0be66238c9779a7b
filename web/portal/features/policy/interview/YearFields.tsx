// A table by year, one year after the other: the whole year at once where nothing happened, else cell by cell.
import type { Column, Question } from '@shared/api/types';
import { unitText } from '@shared/formats/numbers';
import { say, useLang } from '@shared/i18n/language';
import { type FieldFault, FaultText } from '@ui/forms';
import type { JSX } from 'preact';
import { type Cell, type Draft, notApplicable, unsure, type YearDraft, yearsOf } from './draft';
import { useTexts } from './texts';

interface YearFieldsProps { question: Question; draft: Draft; onChange: (draft: Draft) => void; faults: FieldFault[] }

const noYear: YearDraft = { how: '', cells: {} };
const noCell: Cell = { choice: '', text: '' };

export function YearFields({ question, draft, onChange, faults }: YearFieldsProps): JSX.Element {
  const t = useTexts();
  const years = yearsOf(question).map(String);
  const columns = question.fact.columns;
  const set = (year: string, next: YearDraft): void => onChange({ ...draft, years: { ...draft.years, [year]: next } });
  return (
    <div class="years">
      <p class="label">{t('years_all')}</p>
      {years.map((year, i) => (
        <Year key={year} year={year} columns={columns} now={draft.years[year] ?? noYear} faults={faults}
          other={previousPlace(draft, years.slice(0, i), columns)} onChange={(next) => set(year, next)} />
      ))}
    </div>
  );
}

interface OtherYear { year: string; choices: Record<string, Cell> }

// The nearest year above that is filled in: its choices (not its figures) can be taken over.
function previousPlace(draft: Draft, above: string[], columns: Column[]): OtherYear | null {
  for (const year of [...above].reverse()) {
    const filled = draft.years[year];
    if (filled?.how !== 'fill') continue;
    const choices = Object.fromEntries(columns.filter((column) => column.type === 'choice').map((column): [string, Cell] => [column.name, filled.cells[column.name] ?? noCell]));
    if (Object.values(choices).some((cell) => cell.choice)) return { year, choices };
  }
  return null;
}

interface YearProps { year: string; columns: Column[]; now: YearDraft; other: OtherYear | null; faults: FieldFault[]; onChange: (next: YearDraft) => void }

function Year({ year, columns, now, other, faults, onChange }: YearProps): JSX.Element {
  const t = useTexts();
  const id = `answer-${year}`;
  const fault = faults.find((one) => one.field === id)?.text;
  const hows = [['fill', t('year_fill')], ['none', t('year_none')], ['unsure', t('year_unsure')]] as const;
  const cell = (column: Column): Cell => now.cells[column.name] ?? noCell;
  return (
    <fieldset class={fault ? 'field year wrong' : 'field year'} aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend class="field-label">{t('year_ask', { year })}</legend>
      <FaultText id={id} text={fault} />
      <div class="year-how">
        {hows.map(([how, label], i) => (
          <label key={how}><input type="radio" id={i === 0 ? id : undefined} name={`how-${year}`} value={how} checked={now.how === how} onChange={() => onChange({ ...now, how })} /><span>{label}</span></label>
        ))}
      </div>
      {now.how === 'fill' && (
        <>
          {other && <p><button type="button" class="link" onClick={() => onChange({ ...now, cells: { ...now.cells, ...other.choices } })}>{t('year_same', { year: other.year })}</button></p>}
          <div class="cells">
            {columns.map((column) => (
              <CellField key={column.name} id={`${id}-${column.name}`} column={column} cell={cell(column)} fault={faults.find((one) => one.field === `${id}-${column.name}`)?.text}
                onChange={(next) => onChange({ ...now, cells: { ...now.cells, [column.name]: next } })} />
            ))}
          </div>
        </>
      )}
    </fieldset>
  );
}

function CellField({ id, column, cell, fault, onChange }: { id: string; column: Column; cell: Cell; fault: string | undefined; onChange: (cell: Cell) => void }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const unit = unitText(column.unit, lang);
  const others: [string, string][] = [];
  if (column.nullable) others.push([notApplicable, say(column.null_label, lang) || t('not_applicable')]);
  others.push([unsure, t('cell_unsure')]);
  return (
    <div class={fault ? 'cell field wrong' : 'cell'}>
      <label for={id} class="strong">{say(column.label, lang)}{unit && <span class="label">{lang === 'zh' ? `（${unit}）` : ` (${unit})`}</span>}</label>
      <FaultText id={id} text={fault} />
      {column.type === 'choice' ? (
        <select id={id} class="input" value={cell.choice} aria-invalid={fault ? true : undefined} onChange={(event) => onChange({ choice: event.currentTarget.value, text: '' })}>
          <option value="">{t('cell_choose')}</option>
          {column.options.map((option) => <option key={option.code} value={option.code}>{say(option.label, lang)}</option>)}
          {others.map(([code, label]) => <option key={code} value={code}>{label}</option>)}
        </select>
      ) : (
        <>
          <input id={id} class="input nums" inputMode="decimal" autoComplete="off" maxLength={24} value={cell.text} aria-invalid={fault ? true : undefined} aria-describedby={fault ? `${id}-fault` : undefined}
            onInput={(event) => onChange({ choice: '', text: event.currentTarget.value })} />
          <span class="cell-others">
            {others.map(([code, label]) => (
              <label key={code}><input type="checkbox" checked={cell.choice === code} onChange={(event) => onChange({ ...cell, choice: event.currentTarget.checked ? code : '' })} /><span>{label}</span></label>
            ))}
          </span>
        </>
      )}
    </div>
  );
}
