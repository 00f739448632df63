'use client';

import { useEffect, useState } from 'react';
import { request } from '../api/browser.ts';
import type { Execution, Proposal } from '../api/types.ts';

/**
 * The execution of a proposal in full; read again whenever the proposal has moved.
 * @param given as the server read it together with the proposal, where it did
 */
export function useExecution(proposal: Proposal, given: Execution | null): Execution | null {
  const id = proposal.execution?.id;
  const { revision } = proposal;
  const [read, setRead] = useState(
    given && given.id === id ? { execution: given, revision } : null,
  );
  useEffect(() => {
    if (!id || (read?.execution.id === id && read.revision === revision)) return;
    let isOver = false;
    const readAgain = async () => {
      const answer = await request((client, how) => client.executions.get(id, how));
      if (!isOver && answer.ok) setRead({ execution: answer.data, revision });
    };
    void readAgain();
    return () => {
      isOver = true;
    };
    // A new revision is what makes the execution worth reading again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [id, revision]);
  return read && read.execution.id === id ? read.execution : null;
}
