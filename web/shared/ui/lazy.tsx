import { matchPath } from '@shared/router';
import { ApiError } from '@shared/api/client';
import { Failed, Loading } from './page';
import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export type PageProps = Record<string, string>;
type Screen = ComponentType<PageProps>;
export interface PageEntry { pattern: string; screen: Screen }

// `screen` is a component that is there (`ready`), or a function that fetches one.
export function page(pattern: string, screen: Screen | (() => Promise<unknown>), ready = pattern === '/'): PageEntry {
  return { pattern, screen: ready ? (screen as Screen) : fetched(screen as () => Promise<Screen>) };
}

function fetched(load: () => Promise<Screen>): Screen {
  let ready: Screen | null = null;
  return function Fetched(props: PageProps): JSX.Element {
    const [, redraw] = useState(0);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (ready || failed) return;
      load().then((screen) => { ready = screen; redraw((n) => n + 1); }, () => setFailed(true));
    }, [failed]);
    if (ready) {
      const Ready = ready;
      return <Ready {...props} />;
    }
    return failed ? <Failed error={new ApiError('offline', null, '')} retry={() => setFailed(false)} /> : <Loading />;
  };
}

export function findPage(pages: PageEntry[], path: string): { screen: Screen; params: PageProps; pattern: string } | null {
  for (const { pattern, screen } of pages) {
    const params = matchPath(pattern, path);
    if (params) return { screen, params, pattern };
  }
  return null;
}
