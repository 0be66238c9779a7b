// Around every page: rail, search and commands, the line about the connection, the key bar, messages and dialogs.
import { api } from '@shared/api/client';
import { say, useLang } from '@shared/i18n/language';
import { addressOf, Link, navigate, useHere } from '@shared/router';
import { useStore } from '@shared/store';
import { dayInChina } from '@shared/formats/dates';
import { Icon, Mark } from '@ui/Icon';
import { useLoaded } from '@ui/page';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { allCommands, commandsStore, useCommands, type Command } from '../session/keys';
import { liveStore, serverNow } from '../session/live';
import { leave, type SignedIn } from '../session/session';
import { changeSettings, settingsStore } from '../session/settings';
import { deskDay, timeOf } from '../ui/dates';
import { Key } from '../ui/Key';
import { ActionDialogs } from '../work/ActionDialog';
import { useWorkTexts } from '../work/texts';
import { showFresh, workStore } from '../work/store';
import { networkStore, personOf } from '../work/units';
import { KeysDialog } from './KeysDialog';
import { nav, type NavEntry } from './pages';
import { Palette } from './Palette';
import { OtherPosts, useChangePost, usePostName } from './Posts';
import { SessionWarning } from './SessionWarning';
import { useAppTexts } from './texts';
import { Toasts } from './Toasts';
import './shell.css';

export function Shell({ session, children }: { session: SignedIn; children: ComponentChildren }): JSX.Element {
  const t = useAppTexts();
  const lang = useLang();
  const here = useHere();
  const { letters, theme } = useStore(settingsStore);
  const { changed } = useStore(workStore);
  const [palette, setPalette] = useState(false);
  const [keys, setKeys] = useState(false);
  const main = useRef<HTMLElement>(null);
  const { value: meta } = useLoaded('meta', () => api.meta());
  const entries = nav.filter((entry) => entry.for(session));
  const go = (path: string): void => navigate(addressOf(lang, path));
  const other = lang === 'zh' ? 'en' : 'zh';
  const switchLanguage = (): void => {
    const scroll = window.scrollY;
    navigate(`${addressOf(other, here.path)}${location.search}`, { replace: true });
    requestAnimationFrame(() => window.scrollTo(0, scroll));
  };
  const postName = usePostName(session.post);
  const changePost = useChangePost();
  const themes = ['light', 'dark', 'system'] as const;
  useCommands([
    { id: 'palette', key: 'Ctrl K', label: t('palette'), hidden: true, run: () => setPalette(true) },
    { id: 'find', key: '/', label: t('find'), hidden: true, run: () => setPalette(true) },
    ...entries.map((entry): Command => ({ id: `go ${entry.path}`, key: `G ${entry.key}`, label: t('go_to', { page: t(entry.label) }), hidden: true, run: () => go(entry.path) })),
    { id: 'update', key: '.', label: t('update'), off: changed === 0, run: showFresh },
    { id: 'language', label: t('switch_language'), run: switchLanguage },
    ...themes.filter((one) => one !== theme).map((one): Command => ({ id: `theme ${one}`, label: t(`theme_${one}`), run: () => changeSettings({ theme: one }) })),
    { id: 'letters', label: t(letters ? 'letters_off' : 'letters_on'), run: () => changeSettings({ letters: !letters }) },
    ...session.posts.filter((post) => post.id !== session.post.id).map((post): Command => ({ id: `post ${post.id}`, label: t('act_as', { post: postName(post) }), run: () => void changePost(post.id) })),
    { id: 'sign_out', label: t('sign_out'), run: () => void leave().catch(() => undefined) },
    { id: 'keys', key: '?', label: t('all_keys'), hidden: true, run: () => setKeys(true) },
  ]);
  return (
    <>
      <a class="skip" href="#content" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>{t('skip')}</a>
      <div class="desk">
        <Rail session={session} entries={entries} switchLanguage={switchLanguage} />
        <div class="stage">
          {meta?.demonstration && <aside class="demonstration" aria-label={t('demonstration')}>{t('demonstration')}</aside>}
          <Top onPalette={() => setPalette(true)} />
          <Connection />
          <main id="content" ref={main} tabIndex={-1}>{children}</main>
          <KeyBar onAll={() => setKeys(true)} letters={letters} />
        </div>
      </div>
      {palette && <Palette session={session} entries={entries} onClose={() => setPalette(false)} />}
      {keys && <KeysDialog onClose={() => setKeys(false)} />}
      <ActionDialogs />
      <SessionWarning session={session} />
      <Toasts />
    </>
  );
}

function Rail({ session, entries, switchLanguage }: { session: SignedIn; entries: NavEntry[]; switchLanguage: () => void }): JSX.Element {
  const t = useAppTexts();
  const w = useWorkTexts();
  const lang = useLang();
  const here = useHere();
  useStore(networkStore);
  const { shown, fresh } = useStore(workStore);
  const known = fresh ?? shown;
  const counts = { work: known?.work.total, requests: known ? known.work.rows.filter((row) => row.path.startsWith('/requests/')).length : undefined };
  const other = lang === 'zh' ? 'en' : 'zh';
  return (
    <header class="rail">
      <Link to="/" class="brand"><Mark /><span>{t('brand')}</span></Link>
      <nav aria-label={t('nav')}>
        {([1, 2, 3] as const).map((section) => {
          const some = entries.filter((entry) => entry.section === section);
          return some.length === 0 ? null : (
            <ul key={section}>
              {some.map((entry) => (
                <li key={entry.path}>
                  <Link to={entry.path} aria-current={entry.at.test(here.path) ? 'page' : undefined}>
                    <span>{t(entry.label)}</span>
                    {entry.count && counts[entry.count] !== undefined && <span class="count nums">{counts[entry.count]}</span>}
                  </Link>
                </li>
              ))}
            </ul>
          );
        })}
      </nav>
      <div class="me">
        <span class="strong block">{say(personOf({ account: session.account.id, name: session.account.name }), lang)}</span>
        <span class="block">{say(session.post.place_name, lang)}{t('comma')}{w(`role_${session.post.role}`)}</span>
        <OtherPosts session={session} />
        <span class="inline">
          <a href={addressOf(other, here.path)} lang={other} hreflang={other} onClick={(event) => { event.preventDefault(); switchLanguage(); }}>{other === 'zh' ? '中文' : 'English'}</a>
          <button type="button" class="link" onClick={() => void leave().catch(() => undefined)}>{t('sign_out')}</button>
        </span>
      </div>
    </header>
  );
}

function Top({ onPalette }: { onPalette: () => void }): JSX.Element {
  const t = useAppTexts();
  const lang = useLang();
  useStore(liveStore);
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 10_000);
    return () => clearInterval(timer);
  }, []);
  const now = serverNow();
  const day = dayInChina(new Date(now).toISOString());
  return (
    <section class="top" aria-label={t('palette')}>
      <button type="button" class="find" onClick={onPalette}><Icon name="search" size={18} /><span>{t('find_hint')}</span><Key name="Ctrl K" /></button>
      <span class="top-clock">{deskDay(day, lang)} <b class="nums">{timeOf(now)}</b></span>
    </section>
  );
}

function Connection(): JSX.Element {
  const t = useAppTexts();
  const { reached } = useStore(liveStore);
  return <div class="connection" role="status">{!reached && <p class="lost-line"><Icon name="risk" size={16} /><b>{t('lost_title')}</b> {t('lost_body')}</p>}</div>;
}

function KeyBar({ onAll, letters }: { onAll: () => void; letters: boolean }): JSX.Element {
  const t = useAppTexts();
  const { layers } = useStore(commandsStore);
  const shown = allCommands(layers).filter((one) => one.bar && one.key && (letters || one.key.length > 1));
  return (
    <footer class="keybar">
      <ul aria-label={t('keys_here')}>
        {shown.map((one) => <li key={one.id}><button type="button" onClick={() => one.run()}><Key name={one.key ?? ''} />{one.label}</button></li>)}
      </ul>
      <button type="button" onClick={onAll}><Key name="?" />{t('all_keys')}</button>
    </footer>
  );
}

