// Another time for a booked appointment: the old one is kept until the new one is had.
import type { AppointmentStatus } from '@shared/api/types.generated';
import { useLang } from '@shared/i18n/language';
import { Link } from '@shared/router';
import { usePlace } from '@session/place';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Facts } from './Book';
import './book.css';
import { detailOf, move, read } from './booking';
import { useTexts } from './texts';
import { Times } from './Times';

export function Move({ code = '' }: { code?: string }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const loaded = useLoaded(`move ${code} ${lang}`, () => read(code, lang));
  return <div class="column page book"><Await loaded={loaded} name={t('looking')}>{(booked) => <Another first={booked} />}</Await></div>;
}

function Another({ first }: { first: AppointmentStatus }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { meta } = usePlace();
  const [booked, setBooked] = useState(first);
  const [{ day, start }, choose] = useState({ day: '', start: '' });
  const [tried, setTried] = useState(0);
  const [failed, setFailed] = useState('');
  const [again, setAgain] = useState(0);
  const moved = booked.version !== first.version;
  const back = <p><Link to={`/follow/${booked.code}`}>{t('back_to_it')}</Link></p>;
  if (booked.stage !== 'booked') return <><Title text={t('move_title')} /><p class="box">{t('move_too_late')}</p>{back}</>;
  if (moved) return <><Title text={t('moved_title')} /><Facts of={booked} />{back}</>;
  return (
    <>
      <Title text={t('move_title')} />
      <p class="lead">{t('move_lead')}</p>
      <Facts of={booked} />
      <form class="stack" noValidate onSubmit={(event) => {
        event.preventDefault();
        setTried((n) => n + 1);
        setFailed('');
        if (!start) return;
        move(booked, day, start, lang).then(setBooked, (error: unknown) => {
          setFailed(detailOf(error, t('not_done')));
          choose({ day, start: '' });
          setAgain((n) => n + 1);
        });
      }}>
        <Times place={booked.place} service={booked.service} people={booked.people} from={meta.today} days={14} again={again} day={day} start={start} fault={tried > 0 && !start ? t('time_missing') : undefined} onChange={(newDay, newStart) => choose({ day: newDay, start: newStart })} />
        {failed && <p class="fault" role="alert">{failed}</p>}
        <p><button class="button primary" type="submit">{t('move_do')}</button></p>
      </form>
      {back}
    </>
  );
}
