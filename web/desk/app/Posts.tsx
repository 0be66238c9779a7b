// Acting in another of one's posts, from the rail or the palette. What one sees and may do follows the post, so the
// desk begins anew on the first page of that post.
import { ApiError } from '@shared/api/client';
import type { PostView } from '@shared/api/types.generated';
import { say, useLang } from '@shared/i18n/language';
import { addressOf, navigate } from '@shared/router';
import type { JSX } from 'preact';
import { desk } from '../session/api';
import { enter, type SignedIn } from '../session/session';
import { toast } from '../session/toast';
import { useWorkTexts } from '../work/texts';
import { nameOf } from '../work/units';
import { useAppTexts } from './texts';

// "Officer, labour"; of another place also its name.
export function usePostName(here: PostView): (post: PostView) => string {
  const t = useAppTexts();
  const w = useWorkTexts();
  const lang = useLang();
  return ({ role, place, department, place_name: name }) =>
    [w(`role_${role}`), department ? say(nameOf({ place, department, name: { zh: department, en: department } }, place), lang) : '', place === here.place ? '' : say(name, lang)].filter(Boolean).join(t('comma'));
}

export function useChangePost(): (post: string) => Promise<void> {
  const t = useAppTexts();
  const lang = useLang();
  return async (post) => {
    try {
      const session = await desk.switchPost(post);
      navigate(addressOf(lang, '/'), { replace: true });
      enter(session);
      toast(t('post_switched'));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.problem?.detail ?? t('post_failed'));
    }
  };
}

export function OtherPosts({ session }: { session: SignedIn }): JSX.Element {
  const t = useAppTexts();
  const name = usePostName(session.post);
  const change = useChangePost();
  return <>{session.posts.filter((post) => post.id !== session.post.id).map((post) => <button key={post.id} type="button" class="link block" onClick={() => void change(post.id)}>{t('act_as', { post: name(post) })}</button>)}</>;
}
