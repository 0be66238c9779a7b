// Ctrl K: colleagues, matters, policies, pages and commands, in that order. The list obeys the scope of one's post: it
// searches only what the desk has been given.
import { tongueOf } from '@shared/i18n/tongue';
import { api } from '@shared/api/client';
import { formatCode, shortCode } from '@shared/formats/code';
import { say, useLang } from '@shared/i18n/language';
import { addressOf, navigate } from '@shared/router';
import { useStore } from '@shared/store';
import { useLoaded } from '@ui/page';
import { Icon } from '@ui/Icon';
import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { allCommands, commandsStore } from '../session/keys';
import type { SignedIn } from '../session/session';
import { Key } from '../ui/Key';
import { networkStore } from '../work/units';
import { workStore } from '../work/store';
import type { NavEntry } from './pages';
import { found, type Entry } from './find';
import { useAppTexts } from './texts';

export function Palette({ session, entries, onClose }: { session: SignedIn; entries: NavEntry[]; onClose: () => void }): JSX.Element {
  const t = useAppTexts();
  const lang = useLang();
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const { layers } = useStore(commandsStore);
  const { fresh, shown } = useStore(workStore);
  const { staff, places } = useStore(networkStore);
  const meta = useLoaded('meta', () => api.meta());
  const region = places?.places.find((place) => place.path === session.post.place)?.region ?? meta.value?.default_region ?? '';
  const routes = useLoaded(region, () => (region ? api.routes(region) : Promise.resolve(null)));
  const [run] = useState(() => ({ later: null as (() => void) | null }));
  useEffect(() => {
    const dialog = ref.current;
    const opener = document.activeElement;
    dialog?.showModal();
    return () => {
      // Everything behind an open one is inert and takes no focus.
      dialog?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      // After the dialog is gone, so that a command that opens another finds the page as it was.
      if (run.later) setTimeout(run.later, 0);
    };
  }, [run]);
  const go = (path: string): void => navigate(addressOf(lang, path));
  const all: Entry[] = [
    ...(staff?.staff ?? []).map((one): Entry => ({ group: 'people', id: `staff ${one.id}`, text: say(one.name, lang), words: `${one.name?.zh ?? ''} ${one.name?.en ?? ''}`, detail: one.languages.join(lang === 'zh' ? '、' : ', '), run: () => go(`/requests?with=${one.account}`) })),
    ...((fresh ?? shown)?.requests ?? []).map((one): Entry => ({ group: 'matters', id: `request ${one.id}`, text: one.question, lang: tongueOf(one.question), words: `${one.question} ${one.name} ${one.code} ${formatCode(one.code)}`, detail: [shortCode(one.code), one.name].filter(Boolean).join(lang === 'zh' ? '，' : ', '), run: () => go(`/requests/${one.id}`) })),
    ...(routes.value?.routes ?? []).map((one): Entry => ({ group: 'policies', id: `route ${one.id}`, text: say(one.title, lang), words: `${one.title?.zh ?? ''} ${one.title?.en ?? ''}`, detail: t('opens_portal'), run: () => { window.open(`/${lang}/routes/${encodeURIComponent(one.id)}`, '_blank', 'noopener'); } })),
    ...entries.map((one): Entry => ({ group: 'pages', id: one.path, text: t(one.label), words: t(one.label), key: `G ${one.key}`, run: () => go(one.path) })),
    ...allCommands(layers).filter((one) => !one.hidden).map((one): Entry => ({ group: 'commands', id: one.id, text: one.label, words: one.label, ...(one.key ? { key: one.key } : {}), run: one.run })),
  ];
  const hits = found(all, typed);
  const chosen = Math.min(at, Math.max(0, hits.length - 1));
  const choose = (entry: Entry | undefined): void => {
    if (!entry) return;
    run.later = entry.run;
    onClose();
  };
  return (
    <dialog ref={ref} class="palette" aria-label={t('palette')} onCancel={(event) => { event.preventDefault(); onClose(); }} onClick={(event) => { if (event.target === ref.current) onClose(); }}>
      <div class="palette-input">
        <Icon name="search" />
        <input class="input" type="text" role="combobox" aria-expanded="true" aria-controls={`${id}-list`} aria-activedescendant={hits[chosen] ? `${id}-${chosen}` : undefined} aria-label={t('palette')} autocomplete="off" spellcheck={false} autoFocus value={typed} placeholder={t('find_hint')}
          onInput={(event) => { setTyped(event.currentTarget.value); setAt(0); }}
          onKeyDown={(event) => {
            if (event.isComposing) return;
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              event.preventDefault();
              setAt(Math.min(hits.length - 1, Math.max(0, chosen + (event.key === 'ArrowDown' ? 1 : -1))));
            } else if (event.key === 'Enter') {
              event.preventDefault();
              choose(hits[chosen]);
            }
          }} />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={t('palette_hits')} class="palette-list" tabIndex={-1}>
        {(['people', 'matters', 'policies', 'pages', 'commands'] as const).map((group) => {
          const some = hits.map((hit, i) => ({ hit, i })).filter(({ hit }) => hit.group === group);
          return some.length === 0 ? null : (
            <div key={group} role="group" aria-label={t(`group_${group}`)}>
              <p class="label" aria-hidden="true">{t(`group_${group}`)}</p>
              {some.map(({ hit, i }) => (
                <div key={hit.id} id={`${id}-${i}`} role="option" aria-selected={i === chosen} class="hit" onMouseMove={() => setAt(i)} onClick={() => choose(hit)}>
                  <span class="hit-text" lang={hit.lang}>{hit.text}</span>{hit.detail && <span class="label">{hit.detail}</span>}{hit.key && <Key name={hit.key} />}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {hits.length === 0 && <p class="palette-none" role="status">{t('palette_none', { typed })}</p>}
      <p class="palette-foot label"><Key name="ArrowUp ArrowDown" />{t('palette_move')}<Key name="Enter" />{t('palette_open')}<Key name="Escape" />{t('close')}</p>
    </dialog>
  );
}
