'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import type { Execution, Proposal } from '../api/types.ts';
import { StateBadge } from '../feedback/state-badge.tsx';
import { ActButtons } from './act-buttons.tsx';
import { EvidenceChart } from './evidence-chart.tsx';
import { EvidenceFigures } from './evidence-figures.tsx';
import type { InboxShop } from './inbox-shop.ts';
import { ProposalHistory } from './proposal-history.tsx';
import { ProposalTags } from './proposal-tags.tsx';
import type { Acting } from './use-acting.tsx';
import { useCard } from './use-card.ts';
import classes from './proposal.module.css';

/** A decision whole: what would change and why, what it stands on, what became of it, and the buttons. */
export function ProposalDetail(props: {
  proposal: Proposal;
  /** As the server read it, where it did. */
  execution: Execution | null;
  shop: InboxShop;
  acting: Acting;
  now: number;
  heading: 'h1' | 'h2';
}) {
  const t = useTranslations('proposal');
  const id = useId();
  const { proposal, shop, heading: Heading } = props;
  const card = useCard()(proposal, shop.timezone);
  const Section = Heading === 'h1' ? 'h2' : 'h3';
  const { evidence } = proposal;
  const currency = proposal.reason.currency ?? proposal.diff[0]?.currency ?? null;
  const hasEvidence = evidence.figures.length > 0 || evidence.series.length > 1;
  const certainty = card.evidence.slice(evidence.figures.length);
  return (
    <article className={classes.detail} aria-labelledby={id} data-proposal={proposal.id}>
      <header>
        <div className={classes.tags}>
          <ProposalTags proposal={proposal} now={props.now} />
        </div>
        <Heading id={id} className={classes.title}>
          {card.title}
        </Heading>
        <p className={classes.sub}>{card.subtitle}</p>
      </header>
      {card.change && <p className={classes.change}>{card.change}</p>}
      <p className={classes.reason}>{card.reason}</p>
      <div className={classes.actBar}>
        <ActButtons proposal={proposal} acting={props.acting} canManage={shop.canManage} keys />
        <p className={classes.status} role="status">
          {card.status}
        </p>
      </div>
      {hasEvidence && (
        <section className={classes.section}>
          <div className={classes.sectionHead}>
            <Section>{t('evidence')}</Section>
            <StateBadge state={evidence.state} />
          </div>
          <EvidenceFigures figures={evidence.figures} currency={currency} />
          {evidence.series.length > 1 && (
            <div className={classes.chart}>
              <EvidenceChart evidence={evidence} currency={currency} />
            </div>
          )}
          <ul className={classes.notes}>
            {[...certainty, ...card.notes].map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
      <section className={classes.section}>
        <div className={classes.sectionHead}>
          <Section>{t('history')}</Section>
          <small>{t('clock', { timezone: shop.timezone })}</small>
        </div>
        <ProposalHistory proposal={proposal} execution={props.execution} timezone={shop.timezone} />
      </section>
    </article>
  );
}
