// Signing in; or, when a session has ended by itself, signing in again over the page that stays as it was.
import { ApiError } from '@shared/api/client';
import { useLang } from '@shared/i18n/language';
import { addressOf, navigate, useHere } from '@shared/router';
import { ErrorSummary, type FieldFault } from '@ui/forms';
import { Mark } from '@ui/Icon';
import { Title } from '@ui/page';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { desk } from '../../session/api';
import { enter, type SignedIn } from '../../session/session';
import { Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/fields';
import { waitOf } from './wait';
import { useTexts } from './texts';
import './signin.css';

export function SignIn({ over }: { over?: SignedIn }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const here = useHere();
  const other = lang === 'zh' ? 'en' : 'zh';
  if (over) {
    return <Dialog title={t('ended_title')} closeLabel="" onClose={() => undefined} stays><p>{t('ended_body')}</p><Form over={over} /></Dialog>;
  }
  return (
    <main class="signin" id="content">
      <p class="signin-brand"><Mark /><span class="strong">{t('brand')}</span>
        <a href={addressOf(other, here.path)} lang={other} hreflang={other} onClick={(event) => { event.preventDefault(); navigate(addressOf(other, here.path), { replace: true }); }}>{other === 'zh' ? '中文' : 'English'}</a></p>
      <Title text={t('title')} />
      <p class="second">{t('lead')}</p>
      <Form />
    </main>
  );
}

function Form({ over }: { over?: SignedIn }): JSX.Element {
  const t = useTexts();
  const [login, setLogin] = useState(over?.account.login ?? '');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<FieldFault[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [until, setUntil] = useState(0);
  const [now, setNow] = useState(Date.now());
  const wait = Math.max(0, Math.ceil((until - now) / 1000));
  useEffect(() => {
    if (until <= Date.now()) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [until]);

  const fail = (some: FieldFault[]): void => {
    setFaults(some);
    setAttempt((n) => n + 1);
  };
  const submit = async (): Promise<void> => {
    if (busy || wait > 0) return;
    const missing = [...(login.trim() ? [] : [{ field: 'login', text: t('login_missing') }]), ...(password ? [] : [{ field: 'password', text: t('password_missing') }])];
    if (missing.length > 0) {
      fail(missing);
      return;
    }
    setBusy(true);
    try {
      let session = await desk.signIn(login.trim(), password);
      if (over && session.account.id === over.account.id && session.post.id !== over.post.id && session.posts.some((post) => post.id === over.post.id)) session = await desk.switchPost(over.post.id);
      enter(session);
    } catch (error) {
      const known = error instanceof ApiError ? error : null;
      const seconds = waitOf(known?.problem ?? null);
      if (seconds > 0) {
        setNow(Date.now());
        setUntil(Date.now() + seconds * 1000);
      }
      const text = known?.failure === 'offline' ? t('offline') : known?.problem?.detail ?? known?.problem?.title ?? t('failed');
      fail([{ field: seconds > 0 ? 'login' : 'password', text }]);
    } finally {
      setBusy(false);
    }
  };
  const of = (field: string): string | undefined => faults.find((one) => one.field === field)?.text;
  return (
    <form class="stack" noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <ErrorSummary faults={faults} attempt={attempt} />
      <TextField id="login" label={t('login')} autocomplete="username" value={login} onInput={setLogin} fault={of('login')} first={!over} />
      <TextField id="password" label={t('password')} type="password" autocomplete="current-password" value={password} onInput={setPassword} fault={of('password')} first={over !== undefined} />
      <button type="submit" class="button" aria-disabled={busy || wait > 0 || undefined}>{wait > 0 ? t('wait', { n: wait }) : t('enter')}</button>
    </form>
  );
}
