// The whole portal: language from the address, the meta record, the shell and the page in it.
import { api } from '@shared/api/client';
import type { Lang } from '@shared/api/types';
import { Language } from '@shared/i18n/language';
import { Here, Link, navigate, useLocation } from '@shared/router';
import { MetaContext, takeWhereFromLink } from '@session/place';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { findPage } from '@ui/lazy';
import { pages } from './pages';
import { Shell } from './Shell';
import { useAppTexts } from './texts';

const preferred = (): Lang => (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');

takeWhereFromLink(new URLSearchParams(location.search));

export function App(): JSX.Element | null {
  const here = useLocation();
  const lang = here.lang ?? preferred();
  const meta = useLoaded('meta', () => api.meta());
  useEffect(() => { document.documentElement.lang = lang; }, [lang]);
  useEffect(() => {
    if (here.lang === null) navigate(`/${lang}${here.path}${location.search}${location.hash}`, { replace: true });
  }, [here.lang, here.path, lang]);
  if (here.lang === null) return null;
  const found = findPage(pages, here.path);
  const Screen = found?.screen;
  return (
    <Language.Provider value={lang}>
      <Here.Provider value={here}>
        <Shell meta={meta.value ?? null}>
          <Await loaded={meta}>
            {(record) => (
              <MetaContext.Provider value={record}>
                {Screen ? <Screen key={found.pattern} {...found.params} /> : <NotFound />}
              </MetaContext.Provider>
            )}
          </Await>
        </Shell>
      </Here.Provider>
    </Language.Provider>
  );
}

function NotFound(): JSX.Element {
  const t = useAppTexts();
  return (
    <div class="column page stack">
      <Title text={t('not_found_title')} />
      <p>{t('not_found_body')}</p>
      <p class="inline"><Link to="/">{t('not_found_home')}</Link><Link to="/routes">{t('not_found_routes')}</Link></p>
    </div>
  );
}
