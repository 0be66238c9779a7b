// Short and true: where the rules come from, what is kept, and for whom the screens work.
import { usePlace } from '@session/place';
import { Title } from '@ui/page';
import type { JSX } from 'preact';
import { useTexts } from './texts';

interface Block { title: string; body: string[]; list?: boolean }

function Article({ title, lead, blocks }: { title: string; lead?: string; blocks: Block[] }): JSX.Element {
  return (
    <div class="column page">
      <Title text={title} />
      {lead && <p class="lead">{lead}</p>}
      {blocks.map((block) => (
        <section key={block.title} class="section measure">
          <h2>{block.title}</h2>
          {block.list ? <ul class="rows">{block.body.map((text) => <li key={text}>{text}</li>)}</ul> : <div class="stack">{block.body.map((text) => <p key={text}>{text}</p>)}</div>}
        </section>
      ))}
    </div>
  );
}

export function Sources(): JSX.Element {
  const t = useTexts();
  const { meta } = usePlace();
  return (
    <Article title={t('sources_title', { sources: meta.sources_count, unverified: meta.unconfirmed_sources })} lead={t('sources_lead')} blocks={[
      { title: t('sources_h1'), body: [t('sources_p1')] },
      { title: t('sources_h2'), body: [t('sources_unknown'), t('sources_unpublished'), t('sources_notfound'), t('sources_unconfirmed')], list: true },
      { title: t('sources_h3'), body: [t('sources_p3', { version: meta.rules_version, first: String(meta.calendar.first_year), last: String(meta.calendar.last_year) })] },
    ]} />
  );
}

export function Privacy(): JSX.Element {
  const t = useTexts();
  return (
    <Article title={t('privacy_title')} blocks={[
      { title: t('privacy_h1'), body: [t('privacy_p1')] },
      { title: t('privacy_h2'), body: [t('privacy_p2'), t('privacy_p3')] },
      { title: t('privacy_h3'), body: [t('privacy_p4')] },
      { title: t('privacy_h4'), body: [t('privacy_p5')] },
    ]} />
  );
}

export function Accessibility(): JSX.Element {
  const t = useTexts();
  return (
    <Article title={t('accessibility_title')} blocks={[
      { title: t('accessibility_h1'), body: [t('accessibility_p1'), t('accessibility_p2'), t('accessibility_p3')] },
      { title: t('accessibility_h2'), body: [t('accessibility_p4')] },
      { title: t('accessibility_h3'), body: [t('accessibility_p5')] },
    ]} />
  );
}
