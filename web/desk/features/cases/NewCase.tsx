// A case opened at the counter: by which route, for whom. Facts, papers and the check of identity follow on its page.
import { api, ApiError } from '@shared/api/client';
import { say, useLang } from '@shared/i18n/language';
import { useStore } from '@shared/store';
import { Await, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { cases } from '../../session/cases';
import { sessionStore } from '../../session/session';
import { Dialog } from '../../ui/Dialog';
import { SelectField, TextField } from '../../ui/fields';
import { Failure } from '../../work/Failure';
import { networkStore } from '../../work/units';
import { useTexts } from './texts';

export function NewCase({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { session } = useStore(sessionStore);
  const { places } = useStore(networkStore);
  const region = places?.places.find((one) => one.path === session?.post.place)?.region ?? '';
  const routes = useLoaded(region, () => api.routes(region));
  const [route, setRoute] = useState('');
  const [name, setName] = useState('');
  const [passport, setPassport] = useState('');
  const [contact, setContact] = useState('');
  const [language, setLanguage] = useState<string>(lang);
  const [failed, setFailed] = useState<ApiError | null>(null);
  return (
    <Dialog title={t('new_case')} closeLabel={t('close')} onClose={onClose}>
      <Await loaded={routes} level={2}>
        {(list) => (
          <form class="stack" onSubmit={(event) => {
            event.preventDefault();
            cases.open({ route: route || (list.routes[0]?.id ?? ''), region, language, name, contact, facts: passport ? { 'applicant.passport': passport } : {} })
              .then((made) => onDone(made.id), (error: unknown) => { if (error instanceof ApiError) setFailed(error); });
          }}>
            <SelectField id="new-route" label={t('which_route')} value={route || (list.routes[0]?.id ?? '')} onInput={setRoute} first>
              {list.routes.map((one) => <option key={one.id} value={one.id}>{one.title ? say(one.title, lang) : one.id}</option>)}
            </SelectField>
            <TextField id="new-name" label={t('applicant')} hint={t('applicant_hint')} value={name} onInput={setName} maxLength={200} />
            <TextField id="new-passport" label={t('passport')} value={passport} onInput={setPassport} maxLength={40} />
            <TextField id="new-contact" label={t('contact')} value={contact} onInput={setContact} maxLength={200} />
            <SelectField id="new-language" label={t('answer_in')} value={language} onInput={setLanguage}><option value="zh">中文</option><option value="en">English</option></SelectField>
            {failed && <Failure error={failed} />}
            <p><button type="submit" class="button primary">{t('new_case_do')}</button></p>
          </form>
        )}
      </Await>
    </Dialog>
  );
}
