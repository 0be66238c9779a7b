// A router in one file. Every page lives under its language: /zh/check, /en/check; the desk's under its folder,
// too: /desk/zh/work. The language switch changes only that part, so the page and everything typed stay.
import { type AnchorHTMLAttributes, createContext, type JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Lang } from './api/types';

export interface Place { lang: Lang | null; path: string; search: URLSearchParams }

// Where this application lives: "" for the portal, "/desk" for the desk.
const base = import.meta.env.BASE_URL.replace(/\/$/, '');

// "/en/routes/pr-work?x=1" -> lang en, path "/routes/pr-work". Without a language, lang is null.
export function readLocation(href: string, under = base): Place {
  const url = new URL(href, 'http://here');
  const own = url.pathname.startsWith(`${under}/`) || url.pathname === under ? url.pathname.slice(under.length) : url.pathname;
  const match = /^\/(zh|en)(?=\/|$)(.*)$/.exec(own);
  const path = (match ? (match[2] ?? '') : own).replace(/\/+$/, '') || '/';
  return { lang: match ? (match[1] as Lang) : null, path, search: url.searchParams };
}

// "/routes/:id" against "/routes/pr-work" -> {id: "pr-work"}; null when it does not fit.
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const names: string[] = [];
  const source = pattern.replace(/:(\w+)/g, (_, name: string) => {
    names.push(name);
    return '([^/]+)';
  });
  const found = new RegExp(`^${source}$`).exec(path);
  if (!found) return null;
  try {
    return Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1] ?? '')]));
  } catch {
    return null;
  }
}

const moved = 'gangway:moved';
let headingWaits = false; // the next page's h1 takes the focus

export function navigate(href: string, options: { replace?: boolean } = {}): void {
  if (options.replace) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  headingWaits = true;
  window.dispatchEvent(new Event(moved));
  if (!location.hash) window.scrollTo(0, 0);
}

export function askHeadingFocus(): void {
  headingWaits = true;
}

// True once after each navigation: whoever draws the h1 takes it.
export function takeHeadingFocus(): boolean {
  const waits = headingWaits;
  headingWaits = false;
  return waits;
}

export function useLocation(): Place {
  const [href, setHref] = useState(location.href);
  useEffect(() => {
    const update = (): void => setHref(location.href);
    const back = (): void => {
      headingWaits = true;
      update();
    };
    window.addEventListener(moved, update);
    window.addEventListener('popstate', back);
    return () => {
      window.removeEventListener(moved, update);
      window.removeEventListener('popstate', back);
    };
  }, []);
  return readLocation(href);
}

export const Here = createContext<Place>({ lang: 'zh', path: '/', search: new URLSearchParams() });
export const useHere = (): Place => useContext(Here);

// The address of a path inside the application.
export const addressOf = (lang: Lang, path: string): string => `${base}/${lang}${path}`;

// A path inside the application, in the language of the screen.
export function useHref(): (path: string) => string {
  const { lang } = useHere();
  return (path) => addressOf(lang ?? 'zh', path);
}

type LinkProps = Omit<AnchorHTMLAttributes, 'href'> & { to: string };

export function Link({ to, onClick, ...rest }: LinkProps): JSX.Element {
  const href = useHref()(to);
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        navigate(href);
      }}
    />
  );
}
