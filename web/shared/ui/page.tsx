// The frame of every page: title that begins with the answer, h1 that takes the focus, and what stands there
// while something is loading or has failed.
import { ApiError } from '@shared/api/client';
import { takeHeadingFocus } from '@shared/router';
import { useLang } from '@shared/i18n/language';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useUiTexts } from './texts';

export function Title({ text, children }: { text: string; children?: ComponentChildren }): JSX.Element {
  const lang = useLang();
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = lang === 'zh' ? `${text} 港湾` : `${text} | Gangway`;
  }, [text, lang]);
  useEffect(() => {
    if (takeHeadingFocus() && ref.current) ref.current.focus({ preventScroll: location.hash !== '' });
  }, [text]);
  return <h1 ref={ref} tabIndex={-1}>{children ?? text}</h1>;
}

// True while the window is narrower than `em`.
export function useNarrow(em: number): boolean {
  const query = `(max-width: ${em - 0.01}em)`;
  const [narrow, setNarrow] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const update = (): void => setNarrow(list.matches);
    list.addEventListener('change', update);
    return () => list.removeEventListener('change', update);
  }, [query]);
  return narrow;
}

export type Loaded<T> =
  | { state: 'loading'; value?: T | undefined }
  | { state: 'ready'; value: T }
  | { state: 'failed'; error: ApiError; retry: () => void; value?: undefined };

// Runs `load` whenever `key` changes; an answer that comes after the next question is dropped. With `keepOld`
// the old value stays on screen until the new one is there.
export function useLoaded<T>(key: string, load: (signal: AbortSignal) => Promise<T>, keepOld = false): Loaded<T> {
  const [attempt, setAttempt] = useState(0);
  const [done, setDone] = useState<{ key: string; result: Loaded<T> } | null>(null);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    const abort = new AbortController();
    latest.current(abort.signal).then(
      (value) => { if (!abort.signal.aborted) setDone({ key, result: { state: 'ready', value } }); },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        const known = error instanceof ApiError ? error : new ApiError('server', null, String(error));
        setDone({ key, result: { state: 'failed', error: known, retry: () => { setDone(null); setAttempt((n) => n + 1); } } });
      },
    );
    return () => abort.abort();
  }, [key, attempt]);
  if (done?.key === key) return done.result;
  return { state: 'loading', value: keepOld && done?.result.state === 'ready' ? done.result.value : undefined };
}

export function Loading({ name }: { name?: string }): JSX.Element {
  const t = useUiTexts();
  return (
    <div class="late-appears" role="status">
      <p class="label">{name ?? t('loading_default')}</p>
      <div class="skeleton wide" /><div class="skeleton" /><div class="skeleton" /><div class="skeleton" />
    </div>
  );
}

export function Failed({ error, retry, level = 1 }: { error: ApiError; retry?: () => void; level?: 1 | 2 }): JSX.Element {
  const t = useUiTexts();
  const lang = useLang();
  const kind = error.failure === 'not-found' ? 'not_found' : error.failure === 'stale' ? 'server' : error.failure;
  const details = [error.problem?.detail, ...(error.problem?.errors ?? []).map((one) => one.detail)].filter((text): text is string => Boolean(text));
  const title = t(`${kind}_title`);
  return (
    <div class="stack" role={level === 2 ? 'alert' : undefined}>
      {level === 1 ? <Title text={title} /> : <h2>{title}</h2>}
      {kind !== 'invalid' && <p class="measure">{t(`${kind}_body`)}</p>}
      {kind !== 'not_found' && details.length > 0 && <ul class="measure">{[...new Set(details)].map((text) => <li key={text}>{text}</li>)}</ul>}
      <p class="inline">
        {retry && kind !== 'not_found' && <button type="button" class="button" onClick={retry}>{t('retry')}</button>}
        {error.reference && kind !== 'not_found' && <span class="label">{t('reference', { id: error.reference })}</span>}
      </p>
      <p class="second" lang={lang}>{t('call')}</p>
    </div>
  );
}

export function Await<T>({ loaded, name, children, level = 1 }: { loaded: Loaded<T>; name?: string; children: (value: T) => ComponentChildren; level?: 1 | 2 }): JSX.Element {
  if (loaded.state === 'failed') return <Failed error={loaded.error} retry={loaded.retry} level={level} />;
  if (loaded.value !== undefined) return <>{children(loaded.value)}</>;
  return <Loading {...(name ? { name } : {})} />;
}
