// Who has it, what comes next, by when and why that day: for whoever has a code.
import { ApiError } from '@shared/api/client';
import type { AppointmentStatus, CaseStatus, RequestStatus } from '@shared/api/types.generated';
import { formatCode, parseCode } from '@shared/formats/code';
import { say, useLang } from '@shared/i18n/language';
import { Link, navigate, useHref } from '@shared/router';
import { ErrorSummary, FaultText } from '@ui/forms';
import { Badge, DayText } from '@ui/marks';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { cancel, find } from './found';
import './follow.css';
import { Review } from './Review';
import { useTexts } from './texts';

export function FindCode(): JSX.Element {
  const t = useTexts();
  const href = useHref();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(0);
  const code = parseCode(typed);
  const fault = tried > 0 && !code ? t('code_fault') : undefined;
  return (
    <div class="column page">
      <Title text={t('find_title')} />
      <p class="lead">{t('find_lead')}</p>
      <form class="follow-find stack" noValidate onSubmit={(event) => {
        event.preventDefault();
        if (code) navigate(href(`/follow/${code}`));
        else setTried((n) => n + 1);
      }}>
        <ErrorSummary faults={fault ? [{ field: 'code', text: fault }] : []} attempt={tried} />
        <div class={fault ? 'field wrong' : 'field'}>
          <label class="field-label" for="code">{t('code')}</label>
          <FaultText id="code" text={fault} />
          <input id="code" class="input code-input" autoComplete="off" autoCapitalize="characters" spellcheck={false} maxLength={60} value={typed} aria-invalid={fault ? true : undefined} aria-describedby={fault ? 'code-fault' : undefined}
            placeholder="XXXX-XXXX-XXXX-XXXX-X" onInput={(event) => setTyped(event.currentTarget.value)} />
        </div>
        <button class="button primary" type="submit">{t('find_do')}</button>
      </form>
      <p class="second"><Link to="/ask">{t('ask_instead')}</Link></p>
    </div>
  );
}

export function Follow({ code = '' }: { code?: string }): JSX.Element {
  const lang = useLang();
  const t = useTexts();
  const loaded = useLoaded(`${code} ${lang}`, () => find(code, lang));
  if (loaded.state === 'failed' && loaded.error.failure === 'not-found') {
    return <div class="column page stack"><Title text={t('none_title')} /><p>{t('none_body')}</p><p><Link class="button" to="/follow">{t('find_again')}</Link></p></div>;
  }
  return (
    <div class="column page follow">
      <Await loaded={loaded} name={t('loading')}>
        {(found) => (found.kind === 'request' ? <Request key={found.value.code} first={found.value} /> : found.kind === 'case' ? <Case status={found.value} /> : found.kind === 'plan' ? <ToPlan code={code} /> : <Appointment first={found.value} />)}
      </Await>
    </div>
  );
}

// A plan has a page of its own.
function ToPlan({ code }: { code: string }): null {
  const href = useHref();
  useEffect(() => navigate(href(`/plan/${code}`), { replace: true }), [code, href]);
  return null;
}

function Request({ first }: { first: RequestStatus }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const [status, setStatus] = useState(first);
  return (
    <>
      <Title text={status.next ? say(status.next, lang) : t('request')} />
      <dl class="follow-facts">
        <div><dt>{t('code')}</dt><dd class="nums">{formatCode(status.code)}</dd></div>
        <div><dt>{t('owner')}</dt><dd>{status.owner}</dd></div>
        <div><dt>{t('with')}</dt><dd>{status.unit.name ? say(status.unit.name, lang) : ''}</dd></div>
        {status.stage === 'handling' && <div><dt>{t('by')}</dt><dd>{status.due ? <DayText day={status.due} weekday /> : t('no_day')}{status.limit.unverified && <Badge kind="unverified" />}
          {status.due_text && <details><summary class="why">{t('why_that_day')}</summary><p class="second">{say(status.due_text, lang)}</p></details>}</dd></div>}
      </dl>
      <h2>{t('asked')}</h2>
      <p class="measure">{status.question}</p>
      {status.answer && <><h2>{t('answer')}</h2><p class="measure answer-box">{status.answer}</p></>}
      <Review status={status} onDone={setStatus} />
    </>
  );
}

function Case({ status }: { status: CaseStatus }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  return (
    <>
      <Title text={status.next.text ? say(status.next.text, lang) : t('case')} />
      <dl class="follow-facts">
        <div><dt>{t('code')}</dt><dd class="nums">{formatCode(status.code)}</dd></div>
        <div><dt>{t('what')}</dt><dd>{status.title ? say(status.title, lang) : status.route}</dd></div>
        <div><dt>{t('owner')}</dt><dd>{status.owner}</dd></div>
        <div><dt>{t('by')}</dt><dd>{status.due ? <DayText day={status.due} weekday /> : t('no_day')}{status.paused && <span class="second"> {t('paused')}</span>}</dd></div>
      </dl>
      <h2>{t('departments')}</h2>
      <ul class="rows">{status.branches.map((branch) => <li key={branch.title?.en ?? ''}><b>{branch.title ? say(branch.title, lang) : ''}</b> <span class="second">{t(`branch_${branch.stage}`)}{branch.unit.name ? ` · ${say(branch.unit.name, lang)}` : ''}</span></li>)}</ul>
      {status.notice.length > 0 && status.stage === 'notice_given' && <><h2>{t('notice')}</h2><ul>{status.notice.map((one, i) => <li key={i}>{one.text || one.code}</li>)}</ul></>}
      {status.refusal && <><h2>{t('refused')}</h2><p class="measure">{status.refusal}</p><ul>{status.remedies.map((one) => <li key={one.en}>{say(one, lang)}</li>)}</ul></>}
      <h2>{t('why_those_days')}</h2>
      <ul class="rows">{status.clocks.map((clock) => <li key={clock.kind}>{clock.due ? <DayText day={clock.due} weekday /> : t('no_day')} <span class="second">{clock.label ? say(clock.label, lang) : ''}</span>{clock.text && <span class="block second">{say(clock.text, lang)}</span>}</li>)}</ul>
    </>
  );
}

function Appointment({ first }: { first: AppointmentStatus }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const [status, setStatus] = useState(first);
  const [failed, setFailed] = useState('');
  const ahead = status.stage === 'held' || status.stage === 'booked';
  return (
    <>
      <Title text={t(`appointment_${status.stage}`)} />
      <dl class="follow-facts">
        <div><dt>{t('code')}</dt><dd class="nums">{formatCode(status.code)}</dd></div>
        <div><dt>{t('what')}</dt><dd>{status.service_name ? say(status.service_name, lang) : status.service}</dd></div>
        <div><dt>{t('when')}</dt><dd><DayText day={status.day} weekday /> {status.start}</dd></div>
        <div><dt>{t('where')}</dt><dd>{status.place_name ? say(status.place_name, lang) : ''} {status.windows.map((one) => (one.name ? say(one.name, lang) : '')).join(' ')}</dd></div>
      </dl>
      {failed && <p class="fault" role="alert">{failed}</p>}
      {status.stage === 'booked' && <p><Link class="button plain" to={`/book/${status.code}`}>{t('move')}</Link></p>}
      {ahead && <p><button type="button" class="button plain" onClick={() => {
        setFailed('');
        cancel(status, lang).then(setStatus, (error: unknown) => { setFailed(error instanceof ApiError ? (error.problem?.detail ?? t('not_done')) : t('not_done')); });
      }}>{t('cancel')}</button></p>}
    </>
  );
}
