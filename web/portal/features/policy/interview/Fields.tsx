// The fields of one question. "Not sure" is always the last option.
import type { Fact } from '@shared/api/types';
import { unitText } from '@shared/formats/numbers';
import { say, useLang } from '@shared/i18n/language';
import { DayField, FaultText, OptionRow } from '@ui/forms';
import { useUiTexts } from '@ui/texts';
import type { ComponentChildren, JSX } from 'preact';
import { type Draft, notApplicable, unsure } from './draft';
import { useTexts } from './texts';

interface FieldsProps { fact: Fact; draft: Draft; onChange: (draft: Draft) => void; fault: string | undefined }

const manyOptions = 12; // beyond this a list to choose from is shorter to read than rows

export function Fields(props: FieldsProps): JSX.Element {
  const { fact, draft, onChange, fault } = props;
  const t = useTexts();
  const lang = useLang();
  const choose = (choice: string): void => onChange({ ...draft, choice, ...(choice ? { many: [] } : {}) });
  const rest = <LastOptions fact={fact} draft={draft} onChoose={choose} idOfFirst={fact.type === 'choices' || isTyped(fact) ? undefined : ''} />;
  const group = (children: ComponentChildren): JSX.Element => (
    <fieldset class={fault ? 'field wrong' : 'field'} aria-describedby={fault ? 'answer-fault' : undefined}>
      <legend class="sr">{say(fact.label, lang)}</legend>
      <FaultText id="answer" text={fault} />
      <div class="options">{children}</div>
    </fieldset>
  );
  if (fact.type === 'boolean') {
    return group(<>{['yes', 'no'].map((code, i) => (
      <OptionRow key={code} type="radio" {...(i === 0 ? { id: 'answer' } : {})} name="answer" value={code} checked={draft.choice === code} onChange={() => choose(code)} label={t(code === 'yes' ? 'yes' : 'no')} />
    ))}{rest}</>);
  }
  if (fact.type === 'choice') {
    const options = fact.options;
    if (options.length > manyOptions) {
      return group(<>
        <select id="answer" class="input" aria-label={say(fact.label, lang)} value={draft.choice === unsure || draft.choice === notApplicable ? '' : draft.choice} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">{t('cell_choose')}</option>
          {options.map((option) => <option key={option.code} value={option.code}>{say(option.label, lang)}</option>)}
        </select>{rest}</>);
    }
    return group(<>{options.map((option, i) => (
      <OptionRow key={option.code} type="radio" {...(i === 0 ? { id: 'answer' } : {})} name="answer" value={option.code} checked={draft.choice === option.code} onChange={() => choose(option.code)} label={say(option.label, lang)} />
    ))}{rest}</>);
  }
  if (fact.type === 'choices') {
    return group(<>
      <p class="label">{t('choose_any')}</p>
      {fact.options.map((option, i) => (
        <OptionRow key={option.code} type="checkbox" {...(i === 0 ? { id: 'answer' } : {})} name="answer-many" value={option.code} checked={draft.many.includes(option.code)} label={say(option.label, lang)}
          onChange={(on) => onChange({ ...draft, choice: '', many: on ? [...draft.many, option.code] : draft.many.filter((code) => code !== option.code) })} />
      ))}{rest}</>);
  }
  return <Typed {...props} rest={rest} />;
}

const isTyped = (fact: Fact): boolean => fact.type === 'date' || fact.type === 'number' || fact.type === 'string';

function Typed({ fact, draft, onChange, fault, rest }: FieldsProps & { rest: JSX.Element }): JSX.Element {
  const t = useTexts();
  const ui = useUiTexts();
  const lang = useLang();
  const unit = unitText(fact.unit, lang);
  return (
    <div class="stack typed">
      {fact.type === 'date'
        ? <DayField id="answer" legend={say(fact.label, lang)} hint={ui('day_hint')} hideLegend value={draft.day} onChange={(day) => onChange({ ...draft, day, choice: '' })} fault={fault} birth={fact.id.endsWith('birth_date')} />
        : (
          <div class={fault ? 'field wrong' : 'field'}>
            <label class="label" for="answer">{fact.type === 'string' ? say(fact.label, lang) : unit ? t('number_label', { unit }) : t('number_plain')}</label>
            <FaultText id="answer" text={fault} />
            <span class="number-field">
              <input id="answer" class="input nums" inputMode={fact.type === 'number' ? 'decimal' : 'text'} autoComplete="off" maxLength={200} value={draft.text} aria-invalid={fault ? true : undefined} aria-describedby={fault ? 'answer-fault' : undefined}
                onInput={(event) => onChange({ ...draft, text: event.currentTarget.value, choice: '' })} />
              {unit && <span aria-hidden="true">{unit}</span>}
            </span>
          </div>
        )}
      <fieldset>
        <legend class="label">{t('number_or')}</legend>
        <div class="options">{rest}</div>
      </fieldset>
    </div>
  );
}

function LastOptions({ fact, draft, onChoose, idOfFirst }: { fact: Fact; draft: Draft; onChoose: (choice: string) => void; idOfFirst: string | undefined }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const papers = fact.proof.map((paper) => say(paper.label, lang)).join(t('list_separator'));
  const type = isTyped(fact) || idOfFirst === undefined ? 'checkbox' : 'radio';
  const none = fact.type === 'choices' ? t('none_of_these') : fact.nullable ? say(fact.null_label, lang) || t('not_applicable') : '';
  const row = (choice: string, label: string, detail?: string): JSX.Element => (
    <OptionRow type={type} name={type === 'radio' ? 'answer' : `answer-${choice}`} value={choice} checked={draft.choice === choice} onChange={(on) => onChoose(on ? choice : '')} label={label} detail={detail} />
  );
  return <>{none && row(notApplicable, none)}{row(unsure, t('unsure'), papers ? t('unsure_proof', { papers }) : t('unsure_detail'))}</>;
}

