// Title, notes, routes and days of a saved plan, changed in place. The conclusion that was saved stays.
import { api, ApiError, type Stored } from '@shared/api/client';
import type { Plan } from '@shared/api/types';
import { useLang } from '@shared/i18n/language';
import { ErrorSummary } from '@ui/forms';
import { Failed } from '@ui/page';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { PlanWords, plannable, RouteChoice, useChosen } from './RouteChoice';
import { useTexts } from './texts';
import { ticked } from './timeline';

interface EditPlanProps { plan: Plan; etag: string; onSaved: (stored: Stored<Plan>) => void; onClose: () => void }

export function EditPlan({ plan, etag, onSaved, onClose }: EditPlanProps): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const [title, setTitle] = useState(plan.title);
  const [notes, setNotes] = useState(plan.notes);
  const chosen = useChosen(plan.chosen, plan.starts);
  const [tried, setTried] = useState(0);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const save = async (): Promise<void> => {
    setSaving(true);
    setFailure(null);
    try {
      const done = ticked(plan.tasks).filter((id) => chosen.routes.some((route) => id.startsWith(`${route}/`)));
      onSaved(await api.editPlan(plan.code, etag, { title: title.trim(), notes: notes.trim(), chosen: chosen.routes, starts: chosen.days, done }, lang));
    } catch (error) {
      setFailure(error instanceof ApiError ? error : new ApiError('server', null, ''));
      setSaving(false);
    }
  };
  const faults = tried > 0 ? chosen.faults : [];
  return (
    <section class="edit" aria-labelledby="edit-title" onKeyDown={(event) => { if (event.key === 'Escape') onClose(); }}>
      <h2 id="edit-title" class="head" tabIndex={-1} ref={heading}>{t('edit')}</h2>
      <form class="stack" noValidate onSubmit={(event) => {
        event.preventDefault();
        setTried((n) => n + 1);
        if (chosen.faults.length === 0 && !saving) void save();
      }}>
        <ErrorSummary faults={faults} attempt={tried} />
        {failure && <div class="box late"><Failed error={failure} level={2} /></div>}
        <PlanWords title={title} notes={notes} onTitle={setTitle} onNotes={setNotes} />
        <RouteChoice possible={plannable(plan.assessment.routes, plan.chosen)} chosen={chosen} faults={faults} />
        <p class="inline"><button class="button" type="submit" aria-disabled={saving}>{saving ? t('saving') : t('edit_save')}</button><button type="button" class="link" onClick={onClose}>{t('edit_cancel')}</button></p>
      </form>
    </section>
  );
}
