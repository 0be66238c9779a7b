// The green channel: claims that wait, the earliest latest safe day first, and how much a unit gets through in a day.
import { formatCode } from '@shared/formats/code';
import { say, useLang } from '@shared/i18n/language';
import { Link } from '@shared/router';
import { useStore } from '@shared/store';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { cases } from '../../session/cases';
import { liveStore } from '../../session/live';
import { sessionStore } from '../../session/session';
import { deskDay } from '../../ui/dates';
import { Capacity } from './Capacity';
import { useTexts } from './texts';

export function GreenChannel(): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { position } = useStore(liveStore);
  const { session } = useStore(sessionStore);
  const loaded = useLoaded(`green ${position}`, (signal) => cases.green(signal), true);
  return (
    <div class="pad">
      <div class="page-head"><div class="head-line"><Title text={t('green_title')} /><span class="second">{t('green_order')}</span></div></div>
      <Await loaded={loaded} name={t('loading')}>
        {({ claims }) => (
          <>
            {claims.length === 0 ? <div class="box"><p>{t('green_none')}</p></div> : (
              <table class="work" aria-label={t('green_title')}>
                <thead><tr><th scope="col">{t('latest_safe')}</th><th scope="col">{t('left')}</th><th scope="col">{t('matter')}</th><th scope="col">{t('party')}</th><th scope="col">{t('ground')}</th></tr></thead>
                <tbody>
                  {claims.map(({ file, claim, workdays_left: left }) => (
                    <tr key={file.id}>
                      <td class="nums"><b>{deskDay(claim.latest_safe, lang)}</b></td><td class="slack nums">{left ?? '–'}</td>
                      <td class="matter"><span class="matter-line"><Link to={`/cases/${file.id}`} class="title">{file.title ? say(file.title, lang) : file.route}</Link><span class="code nums">{formatCode(file.code)}</span></span></td>
                      <td><bdi>{file.name}</bdi></td><td>{claim.free_text ? claim.words : claim.ground_label ? say(claim.ground_label, lang) : claim.ground}{claim.free_text && <> <span class="badge">{t('free_text')}</span></>}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            {session?.post.role === 'centre_manager' && <Capacity claims={claims} place={session.post.place} />}
          </>
        )}
      </Await>
    </div>
  );
}
