// One's own post, sessions, password and settings.
import { ApiError } from '@shared/api/client';
import type { SessionInfo } from '@shared/api/types.generated';
import { dayInChina } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { useStore } from '@shared/store';
import { OptionRow } from '@ui/forms';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { desk } from '../../session/api';
import { serverNow } from '../../session/live';
import { enter, sessionStore } from '../../session/session';
import { changeSettings, settingsStore } from '../../session/settings';
import { toast } from '../../session/toast';
import { momentOf } from '../../ui/dates';
import { TextField } from '../../ui/fields';
import { Failure } from '../../work/Failure';
import { useWorkTexts } from '../../work/texts';
import { nameOf, networkStore, personOf } from '../../work/units';
import { useTexts } from './texts';

export function Account(): JSX.Element | null {
  const t = useTexts();
  const lang = useLang();
  const { session } = useStore(sessionStore);
  useStore(networkStore);
  if (!session) return null;
  return (
    <div class="pad account">
      <Title text={t('title')} />
      <p class="second">{say(personOf({ account: session.account.id, name: session.account.name }), lang)}{t('comma')}{session.account.login}</p>
      <Posts />
      <Looks />
      <Sessions />
      <Password />
    </div>
  );
}

function Posts(): JSX.Element | null {
  const t = useTexts();
  const w = useWorkTexts();
  const lang = useLang();
  const { session } = useStore(sessionStore);
  useStore(networkStore);
  const [failed, setFailed] = useState<ApiError | null>(null);
  if (!session) return null;
  const choose = async (post: string): Promise<void> => {
    try {
      setFailed(null);
      enter(await desk.switchPost(post));
      toast(t('post_switched'));
    } catch (error) {
      if (error instanceof ApiError) setFailed(error);
    }
  };
  return (
    <section class="block-section" aria-labelledby="posts">
      <h2 id="posts">{t('posts')}</h2>
      <p class="label">{t(session.posts.length > 1 ? 'posts_many' : 'posts_one')}</p>
      <div class="options" role="radiogroup" aria-labelledby="posts">
        {session.posts.map((post) => (
          <OptionRow key={post.id} type="radio" name="post" value={post.id} checked={post.id === session.post.id} onChange={() => void choose(post.id)}
            label={`${w(`role_${post.role}`)}${post.department ? `${t('comma')}${say(nameOf({ place: post.place, department: post.department, name: { zh: post.department, en: post.department } }, post.place), lang)}` : ''}`} detail={`${say(post.place_name, lang)}${post.until ? `${t('comma')}${t('post_until', { day: post.until })}` : ''}`} />
        ))}
      </div>
      {failed && <Failure error={failed} />}
    </section>
  );
}

function Looks(): JSX.Element {
  const t = useTexts();
  const { theme, letters } = useStore(settingsStore);
  return (
    <section class="block-section" aria-labelledby="looks">
      <h2 id="looks">{t('looks')}</h2>
      <div class="options three" role="radiogroup" aria-labelledby="looks">
        {(['light', 'dark', 'system'] as const).map((one) => <OptionRow key={one} type="radio" name="theme" value={one} checked={theme === one} onChange={() => changeSettings({ theme: one })} label={t(`theme_${one}`)} />)}
      </div>
      <div class="options"><OptionRow type="checkbox" name="letters" value="on" checked={letters} onChange={(on) => changeSettings({ letters: on })} label={t('letters')} detail={t('letters_detail')} /></div>
    </section>
  );
}

function Sessions(): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const [round, setRound] = useState(0);
  const [failed, setFailed] = useState<ApiError | null>(null);
  const loaded = useLoaded(`sessions ${round}`, () => desk.sessions(), true);
  const today = dayInChina(new Date(serverNow()).toISOString());
  const end = async (one: SessionInfo): Promise<void> => {
    try {
      setFailed(null);
      await desk.endSession(one.id);
      toast(t('session_ended'));
      setRound((n) => n + 1);
    } catch (error) {
      if (error instanceof ApiError) setFailed(error);
    }
  };
  return (
    <section class="block-section" aria-labelledby="sessions">
      <h2 id="sessions">{t('sessions')}</h2>
      <Await loaded={loaded} level={2}>
        {({ sessions }) => (
          <ul class="rows">
            {sessions.map((one) => (
              <li key={one.id} class="session">
                <span><span class="block">{one.device || t('device_unknown')}</span>
                  <span class="label">{t('session_times', { from: momentOf(one.created_at, today, lang), seen: momentOf(one.seen_at, today, lang) })}</span></span>
                {one.current ? <span class="label unbroken">{t('session_this')}</span> : <button type="button" class="button plain" onClick={() => void end(one)}>{t('session_end')}</button>}
              </li>
            ))}
          </ul>
        )}
      </Await>
      {failed && <Failure error={failed} />}
    </section>
  );
}

function Password(): JSX.Element {
  const t = useTexts();
  const { session } = useStore(sessionStore);
  const [before, setBefore] = useState('');
  const [next, setNext] = useState('');
  const [fault, setFault] = useState<{ field: 'before' | 'next'; text: string } | null>(null);
  const [failed, setFailed] = useState<ApiError | null>(null);
  const change = async (): Promise<void> => {
    const missing = !before ? { field: 'before' as const, text: t('old_missing') } : !next ? { field: 'next' as const, text: t('new_missing') } : null;
    setFault(missing);
    setFailed(null);
    if (missing) {
      document.getElementById(`password-${missing.field}`)?.focus();
      return;
    }
    try {
      await desk.changePassword(before, next);
      setBefore('');
      setNext('');
      toast(t('password_changed'));
    } catch (error) {
      if (!(error instanceof ApiError)) return;
      const first = error.problem?.errors?.[0];
      const code = first?.code ?? error.problem?.code ?? '';
      const text = first?.detail ?? error.problem?.detail ?? '';
      if (code.startsWith('access.')) {
        const field = code === 'access.old_password_wrong' ? 'before' : 'next';
        setFault({ field, text });
        document.getElementById(`password-${field}`)?.focus();
      } else {
        setFailed(error);
      }
    }
  };
  return (
    <section class="block-section" aria-labelledby="password-title">
      <h2 id="password-title">{t('password')}</h2>
      <form class="stack narrow" noValidate onSubmit={(event) => { event.preventDefault(); void change(); }}>
        <input type="text" hidden autocomplete="username" value={session?.account.login ?? ''} readOnly />
        <TextField id="password-before" type="password" label={t('old')} autocomplete="current-password" value={before} onInput={setBefore} fault={fault?.field === 'before' ? fault.text : undefined} />
        <TextField id="password-next" type="password" label={t('new')} hint={t('new_hint')} autocomplete="new-password" value={next} onInput={setNext} fault={fault?.field === 'next' ? fault.text : undefined} />
        {failed && <Failure error={failed} />}
        <button type="submit" class="button">{t('change')}</button>
      </form>
    </section>
  );
}
