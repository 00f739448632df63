'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Proposal } from '../api/types.ts';
import { ActButtons } from '../inbox/act-buttons.tsx';
import type { InboxShop } from '../inbox/inbox-shop.ts';
import { ProposalTags } from '../inbox/proposal-tags.tsx';
import type { Acting } from '../inbox/use-acting.tsx';
import { useCard } from '../inbox/use-card.ts';
import classes from './home.module.css';

/** One decision on one card: what, why, one button, and the way to everything else. */
export function DecisionCard(props: {
  proposal: Proposal;
  shop: InboxShop;
  acting: Acting;
  now: number;
}) {
  const t = useTranslations('home');
  const { proposal, shop } = props;
  const card = useCard()(proposal, shop.timezone);
  return (
    <li className={classes.card} data-proposal={proposal.id}>
      <div className={classes.cardHead}>
        <h2>{card.title}</h2>
        <span className={classes.tags}>
          <ProposalTags proposal={proposal} now={props.now} />
        </span>
      </div>
      <p className={classes.sub}>{card.subtitle}</p>
      {card.change && <p className={classes.change}>{card.change}</p>}
      <p className={classes.reason}>{card.reason}</p>
      <div className={classes.foot}>
        <ActButtons proposal={proposal} acting={props.acting} canManage={shop.canManage} brief />
        <Link href={`/inbox/${proposal.id}`} className={classes.more}>
          {t('look')}
          <span className="visually-hidden">{card.title}</span>
        </Link>
      </div>
    </li>
  );
}
