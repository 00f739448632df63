'use client';

import { useCallback, useMemo, useState } from 'react';
import type { Execution, Proposal } from '../api/types.ts';
import { LiveRefresh } from '../feedback/live-refresh.tsx';
import { useNow } from '../feedback/use-now.ts';
import type { InboxShop } from './inbox-shop.ts';
import { ProposalDetail } from './proposal-detail.tsx';
import { type Act, isMoving } from './proposal-state.ts';
import { useActing } from './use-acting.tsx';
import { useActKeys } from './use-inbox-keys.ts';

/** A proposal on its own page. */
export function SingleProposal(props: {
  given: Proposal;
  execution: Execution | null;
  shop: InboxShop;
  now: number;
}) {
  const now = useNow(props.now);
  const [fresh, setFresh] = useState<Proposal | null>(null);
  const proposal = fresh && fresh.revision > props.given.revision ? fresh : props.given;
  const onFresh = useCallback(([first]: Proposal[]) => first && setFresh(first), []);
  const acting = useActing({ onFresh });
  const { ask } = acting;
  useActKeys(useMemo(() => (act: Act) => ask(act, [proposal]), [ask, proposal]));
  return (
    <>
      <ProposalDetail
        proposal={proposal}
        execution={props.execution}
        shop={props.shop}
        acting={acting}
        now={now}
        heading="h1"
      />
      {acting.dialogs}
      <LiveRefresh busy={isMoving(proposal)} />
    </>
  );
}
