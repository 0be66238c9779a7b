// What has to be said or given for a step of a case.
import type { ApiError } from '@shared/api/client';
import type { CaseView, Defect, EffectsView } from '@shared/api/types.generated';
import { say, useLang } from '@shared/i18n/language';
import { useStore } from '@shared/store';
import { Await, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { cases } from '../../session/cases';
import { Dialog } from '../../ui/Dialog';
import { SelectField, TextArea, TextField } from '../../ui/fields';
import { Failure } from '../../work/Failure';
import { networkStore, targetsOf } from '../../work/units';
import { useTexts } from './texts';

export type Asked = { kind: 'identity' | 'paper' | 'notice' | 'tell' | 'refuse' | 'note' | 'urgency' | 'experts' } | { kind: 'decide'; claim: number };

interface Props { file: CaseView; asked: Asked; onClose: () => void; onRun: (work: () => Promise<CaseView>, said: string) => Promise<boolean>; failed: ApiError | null }

export function CaseDialog({ file, asked, onClose, onRun, failed }: Props): JSX.Element {
  const t = useTexts();
  return (
    <Dialog title={t(`dialog_${asked.kind}`)} closeLabel={t('close_dialog')} onClose={onClose} wide={asked.kind === 'decide' || asked.kind === 'experts'}>
      {asked.kind === 'paper' ? <Paper file={file} onRun={onRun} />
        : asked.kind === 'notice' ? <Notice file={file} onRun={onRun} />
        : asked.kind === 'urgency' ? <Urgency file={file} onRun={onRun} />
        : asked.kind === 'decide' ? <Decide file={file} claim={asked.claim} onRun={onRun} />
        : asked.kind === 'experts' ? <Experts file={file} onRun={onRun} />
        : <Words file={file} verb={asked.kind} onRun={onRun} />}
      {failed && <Failure error={failed} />}
    </Dialog>
  );
}

type Part = Pick<Props, 'file' | 'onRun'>;

function Words({ file, verb, onRun }: Part & { verb: 'identity' | 'tell' | 'refuse' | 'note' }): JSX.Element {
  const t = useTexts();
  const [text, setText] = useState(verb === 'identity' ? t('passport') : '');
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); void onRun(() => cases.command(file.id, file.version, verb, verb === 'identity' ? { document: text } : { text }), t(`done_${verb}`)); }}>
      {verb === 'identity' ? <TextField id="words" label={t('which_document')} hint={t('which_document_hint')} value={text} onInput={setText} maxLength={200} first /> : <TextArea id="words" label={t(`label_${verb}`)} value={text} onInput={setText} rows={3} first />}
      <p><button type="submit" class="button primary">{t(`do_${verb}`)}</button></p>
    </form>
  );
}

function Paper({ file, onRun }: Part): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const missing = file.required.filter((one) => !one.there);
  const [code, setCode] = useState(missing[0]?.code ?? file.required[0]?.code ?? '');
  const [title, setTitle] = useState('');
  const [pages, setPages] = useState('1');
  const [scan, setScan] = useState<File | null>(null);
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); if (scan) void onRun(() => cases.addPaper(file.id, file.version, code, title, Number(pages) || 1, scan), t('done_paper')); }}>
      <SelectField id="paper-code" label={t('which_paper')} value={code} onInput={setCode} first>
        {file.required.map((one) => <option key={one.code} value={one.code}>{one.label ? say(one.label, lang) : one.code}{one.there ? t('already') : ''}</option>)}
      </SelectField>
      <TextField id="paper-title" label={t('paper_title')} value={title} onInput={setTitle} maxLength={200} />
      <TextField id="paper-pages" label={t('pages')} value={pages} onInput={setPages} maxLength={4} />
      <p class="field"><label class="field-label" for="paper-file">{t('scan')}</label><input id="paper-file" type="file" accept="application/pdf,image/jpeg,image/png" onChange={(event) => setScan(event.currentTarget.files?.[0] ?? null)} /></p>
      <p><button type="submit" class="button primary" aria-disabled={!scan}>{t('do_paper')}</button></p>
    </form>
  );
}

function Notice({ file, onRun }: Part): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const [wrong, setWrong] = useState<Record<string, string>>(() => Object.fromEntries(file.required.filter((one) => !one.there).map((one) => [one.code, ''])));
  const defects: Defect[] = Object.entries(wrong).map(([code, text]) => ({ code, text }));
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); void onRun(() => cases.command(file.id, file.version, 'notice', { defects }), t('done_notice')); }}>
      <p>{t('notice_rule')}</p>
      {file.required.map((one) => (
        <div key={one.code}>
          <label class="option"><input type="checkbox" checked={one.code in wrong} onChange={(event) => setWrong((now) => (event.currentTarget.checked ? { ...now, [one.code]: '' } : Object.fromEntries(Object.entries(now).filter(([code]) => code !== one.code))))} /><span>{one.label ? say(one.label, lang) : one.code}{one.there ? '' : t('not_there')}</span></label>
          {one.code in wrong && <TextField id={`defect-${one.code}`} label={t('what_is_wrong')} value={wrong[one.code] ?? ''} onInput={(text) => setWrong({ ...wrong, [one.code]: text })} maxLength={1000} />}
        </div>
      ))}
      <p><button type="submit" class="button primary">{t('do_notice')}</button></p>
    </form>
  );
}

function Urgency({ file, onRun }: Part): JSX.Element {
  const t = useTexts();
  const [words, setWords] = useState('');
  const [day, setDay] = useState('');
  const [proof, setProof] = useState(file.papers[0]?.id ?? '');
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); void onRun(() => cases.claim(file.id, file.version, { words, latest_safe: day, proof }), t('done_urgency')); }}>
      <TextArea id="urgent-words" label={t('ground')} value={words} onInput={setWords} rows={2} first />
      <TextField id="urgent-day" label={t('latest_safe_label')} hint={t('day_hint')} value={day} onInput={setDay} maxLength={10} />
      <SelectField id="urgent-proof" label={t('proof')} value={proof} onInput={setProof}>{file.papers.map((one) => <option key={one.id} value={one.id}>{one.title || one.code}</option>)}</SelectField>
      <p><button type="submit" class="button primary">{t('do_urgent')}</button></p>
    </form>
  );
}

function Decide({ file, claim, onRun }: Part & { claim: number }): JSX.Element {
  const t = useTexts();
  const loaded = useLoaded(`${file.id} ${claim}`, (signal) => cases.effects(file.id, claim, signal));
  return <Await loaded={loaded} level={2}>{(effects) => <Effects file={file} claim={claim} effects={effects} onRun={onRun} said={t('done_decide')} />}</Await>;
}

function Effects({ file, claim, effects, onRun, said }: Part & { claim: number; effects: EffectsView; said: string }): JSX.Element {
  const t = useTexts();
  const [text, setText] = useState('');
  const decide = (granted: boolean) => (event: Event): void => {
    event.preventDefault();
    void onRun(() => cases.decideClaim(file.id, file.version, { claim, granted, shown: effects.version, text }), said);
  };
  return (
    <form class="stack" onSubmit={decide(true)}>
      <p><b>{effects.count === 0 ? t('delays_nobody') : t('delays', { n: effects.count, late: effects.late })}</b><span class="block second">{t('capacity', { n: effects.per_day })}</span></p>
      {effects.delayed.length > 0 && (
        <table class="work"><thead><tr><th scope="col">{t('party')}</th><th scope="col">{t('delayed_by')}</th><th scope="col">{t('slack_left')}</th></tr></thead>
          <tbody>{effects.delayed.slice(0, 20).map((one) => <tr key={one.id} class={(one.slack_left ?? 0) < 0 ? 'overdue' : ''}><td><bdi>{one.name}</bdi></td><td class="nums">{t('days', { n: one.days })}</td><td class="slack nums">{one.slack_left ?? '–'}</td></tr>)}</tbody></table>
      )}
      <TextArea id="decide-text" label={t('reason')} value={text} onInput={setText} rows={2} first />
      <p class="inline"><button type="submit" class="button primary">{t('do_grant')}</button><button type="button" class="button plain" onClick={decide(false)}>{t('do_refuse_claim')}</button></p>
    </form>
  );
}

function Experts({ file, onRun }: Part): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { places } = useStore(networkStore);
  const targets = places ? targetsOf(places).filter((one) => one.department) : [];
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); void onRun(() => cases.convene(file.id, file.version, { text, units: targets.filter((one) => chosen.includes(one.key)).map(({ place, department }) => ({ place, department })) }), t('done_experts')); }}>
      <TextArea id="experts-text" label={t('question')} value={text} onInput={setText} rows={2} first />
      <fieldset><legend class="field-label">{t('which_departments')}</legend>
        {targets.map((one) => <label key={one.key} class="option"><input type="checkbox" checked={chosen.includes(one.key)} onChange={(event) => setChosen(event.currentTarget.checked ? [...chosen, one.key] : chosen.filter((key) => key !== one.key))} /><span>{say(one.name, lang)}</span></label>)}
      </fieldset>
      <p><button type="submit" class="button primary">{t('do_experts')}</button></p>
    </form>
  );
}
