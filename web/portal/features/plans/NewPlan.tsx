// From the result to a plan: which routes, and on which day each is to be handed in.
import { api, ApiError } from '@shared/api/client';
import type { Assessment, Day, RouteAnswer } from '@shared/api/types';
import { say, useLang } from '@shared/i18n/language';
import { Link, navigate, useHref } from '@shared/router';
import { useAnswers } from '@session/answers';
import { usePlace } from '@session/place';
import { DayField, ErrorSummary, FaultText, type FieldFault, noDay, OptionRow, readTypedDay, type TypedDay } from '@ui/forms';
import { StatusMark } from '@ui/marks';
import { Await, Failed, Title, useLoaded } from '@ui/page';
import { useUiTexts } from '@ui/texts';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import './plans.css';
import { statusOf } from './status';
import { useTexts } from './texts';

export function NewPlan(): JSX.Element {
  const lang = useLang();
  const { facts } = useAnswers();
  const { region, asOf, asOfRequest } = usePlace();
  const request = { region: region.id, ...asOfRequest, facts };
  const loaded = useLoaded(`${JSON.stringify(request)} ${asOf}`, (signal) => api.assess(request, lang, signal));
  return <div class="column page"><Await loaded={loaded}>{(assessment) => <Choose assessment={assessment} />}</Await></div>;
}

const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

function Choose({ assessment }: { assessment: Assessment }): JSX.Element {
  const t = useTexts();
  const ui = useUiTexts();
  const lang = useLang();
  const href = useHref();
  const { facts } = useAnswers();
  const { region, asOfRequest } = usePlace();
  const possible = assessment.routes.filter((route) => route.status !== 'ineligible' || route.opens_on);
  const [chosen, setChosen] = useState(() => possible.filter((route) => route.status === 'eligible' && !route.advice_only).map((route) => route.id));
  const [title, setTitle] = useState('');
  const [starts, setStarts] = useState<Record<string, TypedDay>>({});
  const [tried, setTried] = useState(0);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const key = useRef('');
  const days: Record<string, Day> = {};
  const found: FieldFault[] = chosen.length === 0 ? [{ field: 'choose', text: t('fault_choose') }] : [];
  for (const id of chosen) {
    const read = readTypedDay(starts[id] ?? noDay);
    if (read && 'fault' in read) found.push({ field: `start-${id}`, text: ui(read.fault) });
    else if (read) days[id] = read.day;
  }
  const faults = tried > 0 ? found : [];
  const faultOf = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.text;
  const save = async (): Promise<void> => {
    const request = { region: region.id, ...asOfRequest, facts, chosen, ...(title.trim() ? { title: title.trim() } : {}), ...(Object.keys(days).length > 0 ? { starts: days } : {}) };
    key.current ||= newKey();
    setSaving(true);
    setFailure(null);
    try {
      const plan = await api.savePlan(request, key.current, lang);
      navigate(href(`/plan/${plan.value.code}`));
    } catch (error) {
      // Offline or busy: the same key again is the same plan. Anything else was refused, so a new attempt is a new one.
      const known = error instanceof ApiError ? error : new ApiError('server', null, '');
      if (known.failure === 'invalid') key.current = '';
      setFailure(known);
      setSaving(false);
    }
  };
  const change = (): void => { key.current = ''; };
  if (possible.length === 0) {
    return <div class="stack"><Title text={t('new_none')} /><p>{t('new_none_body')}</p><p><Link class="button" to="/check">{t('new_go')}</Link></p></div>;
  }
  return (
    <>
      <Title text={t('new_title')} />
      <p class="lead">{t('new_lead')}</p>
      <form class="find stack" noValidate onSubmit={(event) => {
        event.preventDefault();
        setTried((n) => n + 1);
        if (found.length === 0 && !saving) void save();
      }}>
        <ErrorSummary faults={faults} attempt={tried} />
        {failure && <div class="box late"><Failed error={failure} level={2} retry={() => void save()} /></div>}
        <fieldset class={faultOf('choose') ? 'field wrong' : 'field'}>
          <legend class="field-label">{t('choose')}</legend>
          <FaultText id="choose" text={faultOf('choose')} />
          <div class="options">
            {possible.map((route, i) => (
              <div key={route.id} class="choice">
                <OptionRow type="checkbox" {...(i === 0 ? { id: 'choose' } : {})} name="chosen" value={route.id} checked={chosen.includes(route.id)} label={say(route.title, lang)} detail={<RouteStatus route={route} />}
                  onChange={(on) => { change(); setChosen((now) => (on ? [...now, route.id] : now.filter((id) => id !== route.id))); }} />
                {chosen.includes(route.id) && (
                  <details class="start" open={faultOf(`start-${route.id}`) ? true : undefined}>
                    <summary>{t('start_label', { route: say(route.title, lang) })}</summary>
                    <DayField id={`start-${route.id}`} legend={t('start_label', { route: say(route.title, lang) })} hideLegend hint={t('start_hint')} value={starts[route.id] ?? noDay} fault={faultOf(`start-${route.id}`)}
                      onChange={(value) => { change(); setStarts((now) => ({ ...now, [route.id]: value })); }} />
                  </details>
                )}
              </div>
            ))}
          </div>
        </fieldset>
        <div>
          <label class="field-label" for="title">{t('title_label')}</label>
          <p class="label" id="title-hint">{t('title_hint')}</p>
          <input id="title" class="input" maxLength={80} autoComplete="off" aria-describedby="title-hint" value={title} onInput={(event) => { change(); setTitle(event.currentTarget.value); }} />
        </div>
        <p class="second">{t('new_keep')}</p>
        <p class="inline"><button class="button primary" type="submit" aria-disabled={saving}>{saving ? t('saving') : t('save')}</button><Link to="/result">{t('back')}</Link></p>
      </form>
    </>
  );
}

function RouteStatus({ route }: { route: RouteAnswer }): JSX.Element {
  return <StatusMark status={statusOf(route)} size={16} />;
}
