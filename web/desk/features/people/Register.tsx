// Registering a person: who is like them is shown first, with the reason.
import { ApiError } from '@shared/api/client';
import type { DuplicateView, PersonBody } from '@shared/api/types.generated';
import { useLang } from '@shared/i18n/language';
import { addressOf, navigate } from '@shared/router';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { people } from '../../session/people';
import { Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/fields';
import { Failure } from '../../work/Failure';
import { useTexts } from './texts';

type Field = 'surname' | 'given' | 'chinese' | 'birth' | 'nationality' | 'number' | 'telephone' | 'language';
const empty: Record<Field, string> = { surname: '', given: '', chinese: '', birth: '', nationality: '', number: '', telephone: '', language: '' };

export function bodyOf(typed: Record<Field, string>): PersonBody {
  const plain = (field: Field): string => typed[field].trim();
  const nationality = plain('nationality').toUpperCase();
  return {
    names: { surname: plain('surname').toUpperCase(), given: plain('given').toUpperCase(), chinese: plain('chinese') },
    ...(plain('birth') ? { birth_date: plain('birth') } : {}),
    ...(nationality ? { nationality } : {}),
    ...(plain('telephone') ? { telephone: plain('telephone') } : {}),
    ...(plain('language') ? { languages: [plain('language').toLowerCase()] } : {}),
    ...(plain('number') ? { documents: [{ kind: 'passport', number: plain('number'), country: nationality }] } : {}),
  };
}

// Which field a pointer of the server means.
const pointers: Partial<Record<Field, RegExp>> = { surname: /^\/names/, birth: /^\/birth_date/, nationality: /^\/(nationality|documents\/0\/country)/, number: /^\/documents\/0\/number/, language: /^\/languages/ };

export function Register({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const [typed, setTyped] = useState(empty);
  const [alike, setAlike] = useState<DuplicateView[] | null>(null);
  const [failed, setFailed] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const fault = (field: Field): string | undefined => failed?.problem?.errors?.find((one) => pointers[field]?.test(one.pointer ?? ''))?.detail ?? undefined;
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailed(null);
    try {
      const body = bodyOf(typed);
      const found = alike === null ? (await people.alike(body)).duplicates : [];
      if (found.length > 0) setAlike(found);
      else onDone((await people.register(body)).id);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailed(error);
    } finally {
      setBusy(false);
    }
  };
  const field = (name: Field, hint?: string, first = false): JSX.Element => (
    <TextField id={`register-${name}`} label={t(`field_${name}`)} value={typed[name]} hint={hint} first={first} fault={fault(name)} maxLength={100}
      onInput={(value) => { setTyped({ ...typed, [name]: value }); setAlike(null); }} />
  );
  return (
    <Dialog title={t('register')} closeLabel={t('close')} onClose={onClose} wide>
      <form class="stack" onSubmit={(event) => void send(event)}>
        {field('surname', t('hint_surname'), true)}
        {field('given')}
        {field('chinese')}
        {field('birth', t('hint_birth'))}
        {field('nationality', t('hint_nationality'))}
        {field('number', t('hint_number'))}
        {field('language', t('hint_language'))}
        {field('telephone')}
        {alike && (
          <div class="box care stack" role="alert">
            <h3>{t('alike', { n: alike.length })}</h3>
            <ul class="rows">
              {alike.map(({ person, why }) => (
                <li key={person.id}><a href={addressOf(lang, `/people/${person.id}`)} onClick={(event) => { event.preventDefault(); navigate(addressOf(lang, `/people/${person.id}`)); }}><bdi>{person.name.reading}</bdi></a>{'\u2003'}
                  <span class="second">{why.map((one) => t(`like_${one}`)).join(t('comma'))}</span></li>
              ))}
            </ul>
            <p>{t('alike_go_on')}</p>
          </div>
        )}
        {failed && <Failure error={failed} />}
        <p class="inline"><button type="submit" class="button primary" aria-disabled={busy}>{alike ? t('register_all_the_same') : t('register_do')}</button></p>
      </form>
    </Dialog>
  );
}
