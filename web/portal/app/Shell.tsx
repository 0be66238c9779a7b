// Header, footer, and the panel for place and day between header and page.
import type { Meta } from '@shared/api/types';
import { say, useLang } from '@shared/i18n/language';
import { formatDay } from '@shared/formats/dates';
import { Link, navigate, useHere } from '@shared/router';
import { closePicker, openPicker, pickerStore } from '@session/picker';
import { placeOf, whereStore } from '@session/place';
import { useStore } from '@shared/store';
import { Icon, Mark } from '@ui/Icon';
import { Badge } from '@ui/marks';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { PlacePicker } from './PlacePicker';
import './shell.css';
import { useAppTexts } from './texts';

export function Shell({ meta, children }: { meta: Meta | null; children: ComponentChildren }): JSX.Element {
  const t = useAppTexts();
  const { path } = useHere();
  const main = useRef<HTMLElement>(null);
  const picker = useStore(pickerStore);
  return (
    <>
      <a class="skip" href="#content" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>{t('skip')}</a>
      <Masthead meta={meta} path={path} />
      {meta?.demonstration && <aside class="demonstration" aria-labelledby="demonstration"><p class="column" id="demonstration">{t('demonstration')}</p></aside>}
      {meta && picker.open && <PlacePicker meta={meta} />}
      <main id="content" ref={main} tabIndex={-1}>{children}</main>
      <Footer meta={meta} />
    </>
  );
}

const links = [
  { to: '/', key: 'nav_home', at: /^\/($|check|result)/ },
  { to: '/routes', key: 'nav_routes', at: /^\/routes/ },
  { to: '/plan', key: 'nav_plan', at: /^\/plan/ },
  { to: '/follow', key: 'nav_follow', at: /^\/(follow|ask)/ },
] as const;

function Masthead({ meta, path }: { meta: Meta | null; path: string }): JSX.Element {
  const t = useAppTexts();
  const lang = useLang();
  const where = useStore(whereStore);
  const picker = useStore(pickerStore);
  const [menu, setMenu] = useState(false);
  useEffect(() => setMenu(false), [path]);
  const place = meta ? placeOf(meta, where) : null;
  const other = lang === 'zh' ? 'en' : 'zh';
  return (
    <header class="masthead">
      <div class="column bar">
        <Link to="/" class="brand"><Mark /><span class="brand-name">{t('brand')}</span>{lang === 'zh' && <span class="brand-latin" lang="en">Gangway</span>}</Link>
        <nav aria-label={t('nav')} class={menu ? 'nav shown' : 'nav'} id="nav">
          {links.map((link) => <Link key={link.to} to={link.to} aria-current={link.at.test(path) ? 'page' : undefined}>{t(link.key)}</Link>)}
        </nav>
        {place && (
          <button type="button" class="place" aria-expanded={picker.open} onClick={(event) => (picker.open ? closePicker() : openPicker(event.currentTarget))}>
            <Icon name="pin" size={18} />
            <span><span class="sr">{t('place_change')}{lang === 'zh' ? '：' : ': '}</span>{place.isToday ? t('place_today', { place: say(place.region.title, lang) }) : t('place_now', { place: say(place.region.title, lang), day: formatDay(place.asOf, lang) })}</span>
            <Icon name="down" size={16} />
          </button>
        )}
        <a class="switch" href={`/${other}${path}`} lang={other === 'zh' ? 'zh' : 'en'} hreflang={other} onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          const scroll = window.scrollY;
          navigate(`/${other}${path}${location.search}`, { replace: true });
          requestAnimationFrame(() => window.scrollTo(0, scroll));
        }}>{other === 'zh' ? '中文' : 'English'}</a>
        <button type="button" class="menu" aria-expanded={menu} aria-controls="nav" onClick={() => setMenu(!menu)}>
          <Icon name="menu" size={24} /><span class="sr">{t('menu')}</span>
        </button>
      </div>
    </header>
  );
}

function Footer({ meta }: { meta: Meta | null }): JSX.Element {
  const t = useAppTexts();
  return (
    <footer class="footer">
      <div class="column foot">
        <div class="second">
          {meta && (
            <p>{t('footer_rules', { version: meta.rules_version, sources: meta.sources_count, unverified: meta.unconfirmed_sources })} <Badge kind="unverified" />{t('footer_rules_after')}</p>
          )}
          <p>{t('footer_guidance')}</p>
        </div>
        <nav class="inline second" aria-label={t('footer_sources')}>
          <Link to="/account">{t('footer_account')}</Link>
          <Link to="/sources">{t('footer_sources')}</Link>
          <Link to="/privacy">{t('footer_privacy')}</Link>
          <Link to="/accessibility">{t('footer_accessibility')}</Link>
        </nav>
      </div>
    </footer>
  );
}
