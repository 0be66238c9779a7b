// The receipt of an accepted case, to be printed and stamped: in both languages side by side, or in one.
import { api } from '@shared/api/client';
import type { Lang } from '@shared/api/types';
import type { CaseReceiptView, CaseView } from '@shared/api/types.generated';
import { formatCode } from '@shared/formats/code';
import { dayInChina } from '@shared/formats/dates';
import { Language, say, useLang } from '@shared/i18n/language';
import { addressOf, Link, navigate, useHere } from '@shared/router';
import { Icon, Mark } from '@ui/Icon';
import { DayText } from '@ui/marks';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { cases } from '../../../session/cases';
import { useCommands } from '../../../session/keys';
import { serverNow } from '../../../session/live';
import { Key } from '../../../ui/Key';
import { counted } from './counted';
import { useTexts } from './texts';
import './receipt.css';

const choices = { both: ['zh', 'en'], zh: ['zh'], en: ['en'] } as const satisfies Record<string, readonly Lang[]>;
const names = ['both', 'zh', 'en'] as const;

export function Receipt({ id = '' }: { id?: string }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const here = useHere();
  const loaded = useLoaded(id, (signal) => Promise.all([cases.read(id, signal), api.meta()]));
  const chosen = names.find((one) => one === here.search.get('in')) ?? 'both';
  const print = (): void => window.print();
  useCommands([
    { id: 'print', key: 'P', label: t('print'), bar: true, off: !loaded.value?.[0].receipt, run: print },
    { id: 'back', key: 'Escape', label: t('back'), bar: true, run: () => navigate(addressOf(lang, `/cases/${id}`)) },
  ]);
  return (
    <div class="pad">
      <Await loaded={loaded} name={t('loading')}>
        {([file, meta]) => (file.receipt ? (
          <>
            <div class="no-print">
              <div class="page-head">
                <div><p class="second"><Link to={`/cases/${id}`}>{t('back')}</Link></p><Title text={t('title', { number: file.receipt.number })} /></div>
                <button type="button" class="button" onClick={print}><Icon name="print" size={18} />{t('print')}<Key name="P" /></button>
              </div>
              <div class="pills" role="group" aria-label={t('language')}>
                {names.map((one) => <button key={one} type="button" aria-pressed={one === chosen} onClick={() => navigate(`${addressOf(lang, here.path)}?in=${one}`, { replace: true })}>{t(`in_${one}`)}</button>)}
              </div>
            </div>
            <div class={`receipt-sheet ${chosen}`}>
              {choices[chosen].map((one) => <Language.Provider key={one} value={one}><Side file={file} receipt={file.receipt as CaseReceiptView} demonstration={meta.demonstration} /></Language.Provider>)}
            </div>
          </>
        ) : <div class="stack"><Title text={t('none_title')} /><p>{t('none')}</p><p><Link to={`/cases/${id}`}>{t('back')}</Link></p></div>)}
      </Await>
    </div>
  );
}

function Side({ file, receipt, demonstration }: { file: CaseView; receipt: CaseReceiptView; demonstration: boolean }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const papers = counted(receipt.papers.map((one) => say(one, lang)));
  const decides = counted(receipt.decides.map((one) => say(one.name, lang)));
  return (
    <section class="receipt" lang={lang} aria-label={t('sheet')}>
      <p class="receipt-brand"><Mark /><span>{say(receipt.place.name, lang)}</span></p>
      <h2>{t('sheet')}</h2>
      <dl>
        <dt>{t('number')}</dt><dd class="receipt-number nums">{receipt.number}</dd>
        <dt>{t('applicant')}</dt><dd><bdi>{file.name}</bdi></dd>
        <dt>{t('matter')}</dt><dd>{file.title ? say(file.title, lang) : file.route}</dd>
        <dt>{t('accepted_on')}</dt><dd><DayText day={receipt.date} weekday /></dd>
        <dt>{t('papers', { n: receipt.papers.length })}</dt><dd><ol>{papers.map(({ name, n }) => <li key={name}>{name}{n > 1 && t('times', { n })}</li>)}</ol></dd>
        <dt>{t('decides')}</dt><dd>{decides.map(({ name }) => <span key={name} class="block">{name}</span>)}</dd>
        <dt>{t('due')}</dt><dd class="receipt-due">{receipt.due ? <DayText day={receipt.due} weekday /> : t('no_due')}</dd>
        {receipt.due_text && say(receipt.due_text, lang) && <><dt>{t('why')}</dt><dd>{say(receipt.due_text, lang)}</dd></>}
        {file.remedies.length > 0 && <><dt>{t('remedies')}</dt><dd><ul>{file.remedies.map((one) => <li key={one.en}>{say(one, lang)}</li>)}</ul></dd></>}
        <dt>{t('follow')}</dt><dd>{t('follow_how', { code: formatCode(receipt.code), address: `${location.origin}/${lang}/follow` })}<span class="block">{t('call')}</span></dd>
      </dl>
      <p class="receipt-seal">{t('seal')}</p>
      <p class="receipt-foot">{t('printed', { day: dayInChina(new Date(serverNow()).toISOString()) })}{demonstration && <b class="block">{t('demonstration')}</b>}</p>
    </section>
  );
}
