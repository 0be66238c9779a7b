// What can be said, in the caller's language, each with its source. Every sentence comes from the guides; nothing is
// put together that they do not say.
import { api } from '@shared/api/client';
import type { Bi, Lang, Opt, RouteSummary } from '@shared/api/types';
import { say, useLang } from '@shared/i18n/language';
import { Badge, SourceInPlace, useLimit } from '@ui/marks';
import { useLoaded } from '@ui/page';
import { formatText } from '@shared/i18n/message';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Key } from '../../ui/Key';
import { timeOf } from '../../ui/dates';
import type { Call } from './call';
import en from './messages.en.json';
import zh from './messages.zh.json';
import { useTexts } from './texts';

interface AnswersProps {
  hits: RouteSummary[]; at: number; asked: boolean; call: Call; region: string; swapped: boolean; version: string; look: string;
  choose: (i: number) => void; said: () => void; onLook: (words: string) => void;
}

export function Answers({ hits, at, asked, call, region, swapped, version, look, choose, said, onLook }: AnswersProps): JSX.Element {
  const t = useTexts();
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => { list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }); }, [at]);
  return (
    <>
      <div class="head later"><h2>{t('answers')}</h2><span class="label">{version && t('rules_version', { version })}</span></div>
      <p class="look"><label class="label" for="look">{t('look')}</label><input id="look" class="input" type="text" autocomplete="off" value={look} placeholder={t('look_hint')} onInput={(event) => onLook(event.currentTarget.value)} /><Key name="F4" /></p>
      <div role="status" class="sr">{asked ? t('answers_n', { n: hits.length }) : ''}</div>
      {hits.length === 0 ? <p class="second pad-top">{t(asked ? 'answers_none' : 'answers_wait')}</p> : (
        <ol class="answers" ref={list}>
          {hits.map((route, i) => <Answer key={route.id} route={route} n={i + 1} on={i === at} call={call} region={region} swapped={swapped} choose={() => choose(i)} said={said} />)}
        </ol>
      )}
    </>
  );
}

function Answer({ route, n, on, call, region, swapped, choose, said }: { route: RouteSummary; n: number; on: boolean; call: Call; region: string; swapped: boolean; choose: () => void; said: () => void }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const limit = useLimit();
  const guide = useLoaded(`${route.id} ${region}`, () => api.guide(route.id, region)).value;
  const large: Lang = swapped ? (call.language === 'zh' ? 'en' : 'zh') : call.language;
  const small: Lang = large === 'zh' ? 'en' : 'zh';
  const spoken = call.said.find((one) => one.id === route.id);
  const papers = guide?.papers.filter((one) => one.waived !== true).length ?? 0;
  const sentence = (language: Lang): string => {
    const messages = language === 'zh' ? zh : en;
    const more = papers > 0 ? formatText(messages.say_papers, { n: papers }, language) : '';
    return [say(route.summary, language), more].filter(Boolean).join(language === 'zh' ? '' : ' ');
  };
  const time = route.time;
  const source = guide?.sources[0] ?? time?.source;
  const label: Opt<Bi> = time?.label;
  return (
    <li class={on ? 'answer-item on' : 'answer-item'} aria-current={on ? 'true' : undefined} onClick={on ? undefined : choose}>
      <p class="answer-head"><span class="label nums">{n}</span><button type="button" class="answer-title" onClick={choose}>{say(route.title, lang)}</button>{route.unverified && <Badge kind="unverified" />}{route.advice_only && <Badge kind="advice_only" />}
        {on && <button type="button" class="key-button" aria-pressed={spoken !== undefined} onClick={said}><Key name="Alt Enter" />{t('key_said')}</button>}</p>
      <p class="to-say" lang={large}>{sentence(large)}</p>
      {on && <p class="second" lang={small}>{sentence(small)}</p>}
      {time && <p class="second">{say(label, lang)}{t('comma')}{limit(time.unit, time.limit)}</p>}
      {on && source && <SourceInPlace source={source} />}
      {spoken && <p class="label">{t('said_at', { time: timeOf(spoken.at) })}</p>}
    </li>
  );
}
