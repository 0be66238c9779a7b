// From the result to a plan: which routes, and on which day each is to be handed in. Answers that were taken from a
// plan are saved back under its code, or as another one.
import { api, ApiError } from '@shared/api/client';
import type { Assessment, Plan, PlanRequest } from '@shared/api/types';
import { formatCode } from '@shared/formats/code';
import { useLang } from '@shared/i18n/language';
import { Link, navigate, useHref } from '@shared/router';
import { answersStore, useAnswers } from '@session/answers';
import { usePlace } from '@session/place';
import { ErrorSummary } from '@ui/forms';
import { Await, Failed, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import './plans.css';
import { PlanWords, plannable, RouteChoice, useChosen } from './RouteChoice';
import { useTexts } from './texts';
import { ticked } from './timeline';

export function NewPlan(): JSX.Element {
  const lang = useLang();
  const { facts, plan: code } = useAnswers();
  const { region, asOf, asOfRequest } = usePlace();
  const request = { region: region.id, ...asOfRequest, facts };
  const loaded = useLoaded(`${JSON.stringify(request)} ${asOf} ${code ?? ''}`, async (signal) => {
    const [assessment, before] = await Promise.all([
      api.assess(request, lang, signal),
      // A plan that was deleted meanwhile is no reason not to save a new one.
      code ? api.plan(code, lang).then((stored) => stored.value, (error: unknown) => {
        if (error instanceof ApiError && error.failure === 'not-found') return null;
        throw error;
      }) : null,
    ]);
    return { assessment, before };
  });
  return <div class="column page"><Await loaded={loaded}>{({ assessment, before }) => <Choose assessment={assessment} before={before} />}</Await></div>;
}

function Choose({ assessment, before }: { assessment: Assessment; before: Plan | null }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const href = useHref();
  const { facts } = useAnswers();
  const { region, asOfRequest } = usePlace();
  const possible = plannable(assessment.routes);
  const open = possible.filter((route) => route.status === 'eligible' && !route.advice_only);
  // Nothing open yet: whoever saves to answer the rest later keeps what is not decided.
  const undecided = possible.filter((route) => route.status === 'undetermined' && !route.advice_only);
  const first = before ? possible.filter((route) => before.chosen.includes(route.id)) : open.length > 0 ? open : undecided;
  const chosen = useChosen(first.map((route) => route.id), before?.starts);
  const [title, setTitle] = useState(before?.title ?? '');
  const [notes, setNotes] = useState(before?.notes ?? '');
  const [tried, setTried] = useState(0);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<{ error: ApiError; again: () => void } | null>(null);
  const save = async (back: boolean): Promise<void> => {
    const request: PlanRequest = {
      region: region.id, ...asOfRequest, facts, chosen: chosen.routes, starts: chosen.days,
      ...(title.trim() ? { title: title.trim() } : {}), ...(notes.trim() ? { notes: notes.trim() } : {}), ...(back && before ? { done: ticked(before.tasks) } : {}),
    };
    // Offline or busy: the same body under the same key is the same plan, however often it is sent.
    setSaving(true);
    setFailure(null);
    try {
      const plan = back && before
        ? await api.replacePlan(before.code, `"${before.version}"`, request, lang)
        : await api.savePlan(request, lang);
      answersStore.set((now) => ({ ...now, plan: plan.value.code }));
      navigate(href(`/plan/${plan.value.code}`));
    } catch (error) {
      setFailure({ error: error instanceof ApiError ? error : new ApiError('server', null, ''), again: () => void save(back) });
      setSaving(false);
    }
  };
  const submit = (back: boolean): void => {
    setTried((n) => n + 1);
    if (chosen.faults.length === 0 && !saving) void save(back);
  };
  if (possible.length === 0) {
    return <div class="stack"><Title text={t('new_none')} /><p>{t('new_none_body')}</p><p><Link class="button" to="/check">{t('new_go')}</Link></p></div>;
  }
  const faults = tried > 0 ? chosen.faults : [];
  return (
    <>
      <Title text={before ? t('back_title', { code: formatCode(before.code) }) : t('new_title')} />
      <p class="lead">{t('new_lead')}</p>
      <form class="find stack" noValidate onSubmit={(event) => {
        event.preventDefault();
        submit(before !== null);
      }}>
        <ErrorSummary faults={faults} attempt={tried} />
        {failure && <div class="box late"><Failed error={failure.error} level={2} retry={failure.again} /></div>}
        <RouteChoice possible={possible} chosen={chosen} faults={faults} />
        <PlanWords title={title} notes={notes} onTitle={setTitle} onNotes={setNotes} />
        <p class="second">{t('new_keep')}</p>
        <p class="inline">
          <button class="button primary" type="submit" aria-disabled={saving}>{saving ? t('saving') : before ? t('save_back') : t('save')}</button>
          {before && <button class="button plain" type="button" aria-disabled={saving} onClick={() => submit(false)}>{t('save_another')}</button>}
          <Link to="/result">{t('back')}</Link>
        </p>
      </form>
    </>
  );
}
