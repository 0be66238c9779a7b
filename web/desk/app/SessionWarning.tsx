// Five minutes before the session ends by itself: says so, and goes on with one press. What is typed stays anyway.
import { useStore } from '@shared/store';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { desk } from '../session/api';
import { liveStore, look, serverNow } from '../session/live';
import { sessionStore, type SignedIn } from '../session/session';
import { minutesOf } from '../ui/dates';
import { useAppTexts } from './texts';

const ahead = 5 * 60_000;

export function SessionWarning({ session }: { session: SignedIn }): JSX.Element | null {
  const t = useAppTexts();
  const { expiresAt } = useStore(liveStore);
  const { ended } = useStore(sessionStore);
  const [, tick] = useState(0);
  const left = expiresAt === 0 ? Number.POSITIVE_INFINITY : expiresAt - serverNow();
  const near = left < ahead;
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), near ? 1000 : 15_000);
    return () => clearInterval(timer);
  }, [near]);
  if (!near || ended || left < 0) return null;
  const stay = (): void => { void desk.session().then(look, () => undefined); };
  return (
    <div class="warning" role="alert">
      <p class="strong">{t('session_title')}</p>
      <p>{t('session_body', { name: session.account.name })} <span class="nums" aria-hidden="true">{minutesOf(left / 1000)}</span></p>
      <button type="button" class="button" onClick={stay}>{t('session_stay')}</button>
    </div>
  );
}
