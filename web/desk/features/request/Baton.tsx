// Above: the first-ask owner, one unbroken bar from first contact to closing. Below: who holds the baton.
import type { RequestView } from '@shared/api/types.generated';
import { dayInChina } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import type { JSX } from 'preact';
import { serverNow } from '../../session/live';
import { deskDay, momentOf } from '../../ui/dates';
import { personOf } from '../../work/units';
import { legsOf } from './story';
import { useTexts } from './texts';

export function Baton({ request, place }: { request: RequestView; place: string }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const today = dayInChina(new Date(serverNow()).toISOString());
  const legs = legsOf(request, place);
  const closed = request.stage === 'closed';
  return (
    <section class="baton" aria-labelledby="baton-title">
      <h2 class="sr" id="baton-title">{t('baton_title')}</h2>
      <div class="lane">
        <p class="lane-name"><b>{t('owner_lane')}</b><span class="label block">{t('owner_lane_sub')}</span></p>
        <div class="owner-bar"><span class="owner-past">{t('owner_bar', { name: say(personOf(request.owner), lang), at: momentOf(request.received_at, today, lang) })}</span>{!closed && <span class="owner-ahead">{t('owner_ahead')}</span>}</div>
      </div>
      <div class="lane">
        <p class="lane-name"><b>{t('baton_lane')}</b><span class="label block">{t('baton_lane_sub')}</span></p>
        <ol class="legs">
          {legs.map((leg, i) => {
            const details = [leg.at ? momentOf(leg.at, today, lang) : '', leg.day ? t('leg_by', { day: deskDay(leg.day, lang) }) : ''].filter(Boolean).join(t('comma'));
            return (
              <li key={i} class={`leg ${leg.state}`} aria-current={leg.state === 'held' ? 'step' : undefined}>
                <b class="block">{leg.state === 'refused' && '× '}{leg.who ? say(leg.who, lang) : t(`leg_${leg.what}`)}</b>
                <span class="block">{[leg.who ? t(`leg_${leg.what}`) : '', details].filter(Boolean).join(t('comma'))}</span>
              </li>
            );
          })}
        </ol>
      </div>
      {request.refused_by.length > 0 && <p class="second lane-note">{t('refusals', { n: request.refused_by.length })}</p>}
    </section>
  );
}
