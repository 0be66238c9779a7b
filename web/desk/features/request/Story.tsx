// Who asked, and what happened since.
import { tongueOf } from '@shared/i18n/tongue';
import type { RequestView } from '@shared/api/types.generated';
import { formatCode } from '@shared/formats/code';
import { dayInChina } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import type { JSX } from 'preact';
import { serverNow } from '../../session/live';
import { momentOf } from '../../ui/dates';
import { useWorkTexts } from '../../work/texts';
import { linesOf } from './story';
import { useTexts } from './texts';

export function Asker({ request }: { request: RequestView }): JSX.Element {
  const t = useTexts();
  const w = useWorkTexts();
  const lang = useLang();
  const today = dayInChina(new Date(serverNow()).toISOString());
  return (
    <section class="asker" aria-labelledby="asker-title">
      <h2 id="asker-title" class="head">{t('asker')}</h2>
      <ul class="rows">
        <li>
          <b>{request.name || t('no_name')}</b>
          <span class="block second">{momentOf(request.received_at, today, lang)}{t('comma')}{w(`channel_${request.channel}`)}{t('comma')}{w(request.language === 'zh' ? 'lang_zh' : 'lang_en')}</span>
          <span class="block said" lang={tongueOf(request.question)}>{request.question}</span>
        </li>
        <li><span class="label block">{t('contact')}</span>{request.contact || <span class="second">{t('no_contact')}</span>}<span class="label block">{t('self_stated')}</span></li>
        <li><span class="label block">{t('code')}</span><b class="nums">{formatCode(request.code)}</b><span class="label block">{t('code_what')}</span></li>
      </ul>
    </section>
  );
}

export function Story({ request, place }: { request: RequestView; place: string }): JSX.Element {
  const t = useTexts();
  const w = useWorkTexts();
  const lang = useLang();
  const today = dayInChina(new Date(serverNow()).toISOString());
  return (
    <section aria-labelledby="story-title" class="story">
      <h2 id="story-title" class="head">{t('story')}</h2>
      <ol class="rows">
        {linesOf(request, place).map((line, i) => (
          <li key={`${line.at} ${i}`} class="story-line">
            <time class="nums second" dateTime={line.at}>{momentOf(line.at, today, lang)}</time>
            <span>
              {line.kind === 'note' && <>{say(line.who, lang)}<span class="block" lang={tongueOf(line.text)}>{line.text}</span></>}
              {line.kind === 'received' && t('story_received', { who: say(line.who, lang) })}
              {line.kind === 'offered' && t('story_offered', { who: say(line.who, lang), unit: say(line.unit, lang) })}
              {line.kind === 'answered' && t('story_answered', { who: say(line.who, lang) })}
              {line.kind === 'closed' && t('story_closed')}
              {(line.kind === 'content' || line.kind === 'not_content' || line.kind === 'not_reached') && t('story_called', { who: say(line.who, lang), result: w(`result_${line.kind}`) })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
