'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Proposal } from '../api/types.ts';
import { LiveRefresh } from '../feedback/live-refresh.tsx';
import { useNow } from '../feedback/use-now.ts';
import { VIEWS } from '../inbox/inbox-query.ts';
import { type InboxShop, shopOf } from '../inbox/inbox-shop.ts';
import { byUrgency, isMoving } from '../inbox/proposal-state.ts';
import { useActing } from '../inbox/use-acting.tsx';
import { useRows } from '../inbox/use-rows.ts';
import { DecisionCard } from './decision-card.tsx';
import classes from './home.module.css';

const SHOWN = 5;

/** Few cards, one button each. What was dealt with here stays in its place and shows what became of it. */
export function DecisionCards(props: {
  given: Proposal[];
  count: string;
  shops: InboxShop[];
  now: number;
  empty: ReactNode;
}) {
  const t = useTranslations('home');
  const now = useNow(props.now);
  const { rows, keep } = useRows(props.given, { compare: byUrgency, statuses: VIEWS.open });
  const acting = useActing({ onFresh: keep });
  const shown = rows.slice(0, SHOWN);
  if (rows.length === 0) {
    return (
      <>
        {props.empty}
        <LiveRefresh busy={false} />
      </>
    );
  }
  return (
    <section aria-label={t('needs')} className={classes.decisions}>
      <ul className={classes.cards}>
        {shown.map((proposal) => (
          <DecisionCard
            key={proposal.id}
            proposal={proposal}
            shop={shopOf(props.shops, proposal)}
            acting={acting}
            now={now}
          />
        ))}
      </ul>
      <Link href="/inbox" className={classes.all}>
        {t('toInbox', { count: props.count })}
      </Link>
      {acting.dialogs}
      <LiveRefresh busy={rows.some(isMoving)} />
    </section>
  );
}
