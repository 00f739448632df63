'use client';

import type { ReactNode } from 'react';
import type { Execution } from '../api/types.ts';
import { LiveRefresh } from '../feedback/live-refresh.tsx';
import { type InboxShop, shopOf } from '../inbox/inbox-shop.ts';
import { isMoving } from '../inbox/proposal-state.ts';
import { ExecutionRow } from './execution-row.tsx';
import { useUndo } from './use-undo.tsx';
import classes from './activity.module.css';

/** What was written, newest first; every one can be taken back where that is possible. */
export function ExecutionList(props: {
  executions: Execution[];
  shops: InboxShop[];
  label: string;
  children?: ReactNode;
}) {
  const undo = useUndo();
  return (
    <section className={classes.list} aria-label={props.label}>
      <ul>
        {props.executions.map((execution) => (
          <ExecutionRow
            key={execution.id}
            execution={execution}
            shop={shopOf(props.shops, execution)}
            busyId={undo.busyId}
            onUndo={() => undo.ask(execution)}
          />
        ))}
      </ul>
      {props.children}
      {undo.dialog}
      <LiveRefresh busy={props.executions.some(isMoving)} />
    </section>
  );
}
