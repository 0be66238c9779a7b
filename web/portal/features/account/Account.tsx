// An account of one's own: optional; what staff joined to it, where it is signed in, its password.
import type { SessionView } from '@shared/api/types.generated';
import { dayInChina } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { Link } from '@shared/router';
import { ErrorSummary, type FieldFault, FaultText } from '@ui/forms';
import { DayText } from '@ui/marks';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import './account.css';
import { changePassword, current, endSession, faultsOf, ownPerson, register, sessions, signIn, signOut } from './session';
import { useTexts } from './texts';

export const Account = (): JSX.Element => <Page entry="sign_in" />;
export const NewAccount = (): JSX.Element => <Page entry="register" />;

function Page({ entry }: { entry: 'sign_in' | 'register' }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const [round, setRound] = useState(0);
  const loaded = useLoaded(`session ${lang} ${round}`, () => current(lang));
  const [left, setLeft] = useState(false); // who signs out has an account, wherever the page began
  const again = (): void => setRound((n) => n + 1);
  return (
    <div class="column page account">
      <Await loaded={loaded} name={t('loading')}>
        {(session) => (session ? <Own session={session} onGone={() => { setLeft(true); again(); }} /> : <Entry key={left ? 'sign_in' : entry} kind={left ? 'sign_in' : entry} onIn={again} />)}
      </Await>
    </div>
  );
}

interface PasswordFieldProps { id: string; label: string; hint?: string; value: string; fault: string | undefined; complete: 'current-password' | 'new-password'; onChange: (value: string) => void }

function PasswordField({ id, label, hint, value, fault, complete, onChange }: PasswordFieldProps): JSX.Element {
  const said = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ');
  return (
    <div class={fault ? 'field wrong' : 'field'}>
      <label class="field-label" for={id}>{label}</label>
      {hint && <p class="second" id={`${id}-hint`}>{hint}</p>}
      <FaultText id={id} text={fault} />
      <input id={id} class="input" type="password" autoComplete={complete} maxLength={256} value={value} aria-invalid={fault ? true : undefined} aria-describedby={said || undefined} onInput={(event) => onChange(event.currentTarget.value)} />
    </div>
  );
}

function Entry({ kind, onIn }: { kind: 'sign_in' | 'register'; onIn: () => void }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<FieldFault[]>([]);
  const [tried, setTried] = useState(0);
  const sending = useRef(false);
  const faultAt = (field: string): string | undefined => faults.find((one) => one.field === field)?.text;
  const submit = (): void => {
    setTried((n) => n + 1);
    const missing = [...(login.trim() ? [] : [{ field: 'login', text: t('login_missing') }]), ...(password ? [] : [{ field: 'password', text: t('password_missing') }])];
    setFaults(missing);
    if (missing.length > 0 || sending.current) return;
    sending.current = true;
    (kind === 'register' ? register : signIn)(login.trim(), password, lang)
      .then(onIn, (error: unknown) => { setFaults(faultsOf(error, ['login', 'password'], 'password', t('not_done'))); setTried((n) => n + 1); })
      .finally(() => { sending.current = false; });
  };
  return (
    <>
      <Title text={t(kind === 'register' ? 'register_title' : 'sign_in_title')} />
      <p class="lead">{t('optional')}</p>
      <form class="stack" noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <ErrorSummary faults={faults} attempt={tried} />
        <div class={faultAt('login') ? 'field wrong' : 'field'}>
          <label class="field-label" for="login">{t('login')}</label>
          {kind === 'register' && <p class="second" id="login-hint">{t('login_hint')}</p>}
          <FaultText id="login" text={faultAt('login')} />
          <input id="login" class="input" autoComplete="username" autoCapitalize="none" spellcheck={false} maxLength={64} value={login} aria-invalid={faultAt('login') ? true : undefined} aria-describedby={faultAt('login') ? 'login-fault' : kind === 'register' ? 'login-hint' : undefined} onInput={(event) => setLogin(event.currentTarget.value)} />
        </div>
        <PasswordField id="password" label={t('password')} {...(kind === 'register' ? { hint: t('password_hint') } : {})} value={password} fault={faultAt('password')} complete={kind === 'register' ? 'new-password' : 'current-password'} onChange={setPassword} />
        <p><button class="button primary" type="submit">{t(kind === 'register' ? 'register_do' : 'sign_in_do')}</button></p>
      </form>
      <p>{kind === 'register' ? <Link to="/account">{t('to_sign_in')}</Link> : <Link to="/account/new">{t('to_register')}</Link>}</p>
      <p class="second measure">{t('codes_instead')} <Link to="/follow">{t('to_follow')}</Link></p>
    </>
  );
}

function Own({ session, onGone }: { session: SessionView; onGone: () => void }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const [failed, setFailed] = useState('');
  return (
    <>
      <Title text={session.account.login} />
      <p class="lead">{t('own_lead')}</p>
      {session.account.kind === 'staff' && <p class="box">{t('staff')} <a href={`/desk/${lang}/`}>{t('to_desk')}</a></p>}
      {failed && <p class="fault" role="alert">{failed}</p>}
      <p><button type="button" class="button plain" onClick={() => { signOut(lang).then(onGone, () => setFailed(t('not_done'))); }}>{t('sign_out')}</button></p>
      {session.account.kind === 'public' && <Person account={session.account.id} />}
      <Sessions />
      <Password />
    </>
  );
}

function Person({ account }: { account: string }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const loaded = useLoaded(`own person ${lang}`, () => ownPerson(lang));
  return (
    <section aria-labelledby="person">
      <h2 id="person">{t('person')}</h2>
      <Await loaded={loaded} name={t('loading')} level={2}>
        {(person) => (!person ? <p class="measure">{t('person_none')} <span class="nums">{account}</span></p> : (
          <>
            <dl class="account-facts">
              <div><dt>{t('name')}</dt><dd>{person.name.reading} <span lang="zh">{person.name.chinese}</span></dd></div>
              {person.birth_date && <div><dt>{t('birth')}</dt><dd><DayText day={person.birth_date} /></dd></div>}
              {person.documents.map((one) => <div key={one.number}><dt>{t('document')}</dt><dd class="nums">{one.number}{one.until && <span class="second"> {t('until')} <DayText day={one.until} /></span>}</dd></div>)}
              {person.permits.map((one) => <div key={`${one.kind} ${one.number}`}><dt>{t('permit')}</dt><dd class="nums">{one.number}{one.until && <span class="second"> {t('until')} <DayText day={one.until} /></span>}</dd></div>)}
            </dl>
            {person.facts.length > 0 && <details><summary>{t('facts', { n: person.facts.length })}</summary><ul class="rows">{person.facts.map((one) => <li key={one.fact}>{one.label ? say(one.label, lang) : one.fact} <span class="second">{one.text ? say(one.text, lang) : ''}{one.verified ? '' : t('not_checked')}</span></li>)}</ul></details>}
            <p class="second">{t('person_wrong')}</p>
          </>
        ))}
      </Await>
    </section>
  );
}

function Sessions(): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const [round, setRound] = useState(0);
  const [failed, setFailed] = useState('');
  const loaded = useLoaded(`sessions ${lang} ${round}`, () => sessions(lang));
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{t('sessions')}</h2>
      {failed && <p class="fault" role="alert">{failed}</p>}
      <Await loaded={loaded} name={t('loading')} level={2}>
        {(list) => (
          <ul class="rows">
            {list.sessions.map((one) => (
              <li key={one.id} class="account-session">
                <span><span class="account-device">{one.device || t('device_unknown')}</span> <span class="second">{t('seen')} <DayText day={dayInChina(one.seen_at)} /></span></span>
                {one.current ? <span class="second unbroken">{t('this_one')}</span> : <button type="button" class="button plain" onClick={() => { endSession(one.id, lang).then(() => { setFailed(''); setRound((n) => n + 1); }, () => setFailed(t('not_done'))); }}>{t('end_it')}</button>}
              </li>
            ))}
          </ul>
        )}
      </Await>
    </section>
  );
}

function Password(): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const [old, setOld] = useState('');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<FieldFault[]>([]);
  const [tried, setTried] = useState(0);
  const [done, setDone] = useState(false);
  const faultAt = (field: string): string | undefined => faults.find((one) => one.field === field)?.text;
  const submit = (): void => {
    setDone(false);
    setTried((n) => n + 1);
    const missing = [...(old ? [] : [{ field: 'old_password', text: t('password_missing') }]), ...(password ? [] : [{ field: 'password', text: t('password_missing') }])];
    setFaults(missing);
    if (missing.length > 0) return;
    changePassword(old, password, lang).then(() => { setDone(true); setOld(''); setPassword(''); }, (error: unknown) => {
      setFaults(faultsOf(error, ['old_password', 'password'], 'password', t('not_done')));
      setTried((n) => n + 1);
    });
  };
  return (
    <section aria-labelledby="change">
      <h2 id="change">{t('change')}</h2>
      <form class="stack" noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <ErrorSummary faults={faults} attempt={tried} />
        <PasswordField id="old_password" label={t('old_password')} value={old} fault={faultAt('old_password')} complete="current-password" onChange={setOld} />
        <PasswordField id="password" label={t('new_password')} hint={t('password_hint')} value={password} fault={faultAt('password')} complete="new-password" onChange={setPassword} />
        <p role="status">{done ? t('changed') : ''}</p>
        <p><button class="button plain" type="submit">{t('change_do')}</button></p>
      </form>
    </section>
  );
}
