// The room of the expert groups: those that have not decided, each with its clock, whose opinion is missing, and the decision.
import { formatCode } from '@shared/formats/code';
import { say, useLang } from '@shared/i18n/language';
import { Link } from '@shared/router';
import { useStore } from '@shared/store';
import type { ExpertGroupRow } from '@shared/api/types.generated';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { cases } from '../../session/cases';
import { liveStore, look } from '../../session/live';
import { sessionStore } from '../../session/session';
import { toast } from '../../session/toast';
import { Group, type Asking } from '../../work/experts/Group';
import { GroupDialog } from '../../work/experts/GroupDialog';
import { useTexts } from './texts';
import './experts-room.css';

export function Experts(): JSX.Element | null {
  const t = useTexts();
  const lang = useLang();
  const { session } = useStore(sessionStore);
  const { position } = useStore(liveStore);
  const [round, setRound] = useState(0);
  const [asked, setAsked] = useState<{ row: ExpertGroupRow; kind: Asking } | null>(null);
  const loaded = useLoaded(`experts ${position} ${round}`, (signal) => cases.groups(signal), true);
  if (!session) return null;
  return (
    <div class="pad">
      <Await loaded={loaded} name={t('loading')}>
        {({ groups }) => (
          <>
            <div class="page-head"><Title text={groups.length === 0 ? t('none_title') : t('title', { n: groups.length })} /></div>
            {groups.length === 0 && <div class="box"><p>{t('none')}</p></div>}
            {groups.map((row) => (
              <section key={`${row.file.id} ${row.group.number}`} class="experts-room" aria-labelledby={`group-${row.file.id}`}>
                <h2 id={`group-${row.file.id}`} class="head"><span><Link to={`/cases/${row.file.id}`}><bdi>{row.file.name}</bdi>{t('comma')}{row.file.title ? say(row.file.title, lang) : row.file.route}</Link></span><span class="code nums">{formatCode(row.file.code)}</span></h2>
                <Group group={row.group} session={session} onAsk={(kind) => setAsked({ row, kind })} />
              </section>
            ))}
          </>
        )}
      </Await>
      {asked && <GroupDialog file={asked.row.file} group={asked.row.group} kind={asked.kind} session={session} onClose={() => setAsked(null)} onDone={(_, said) => { setAsked(null); setRound((n) => n + 1); toast(said); void look(); }} />}
    </div>
  );
}
