'use client';

import { useCallback, useEffect, useMemo, useState } from 'react';
import { request } from '../api/browser.ts';
import type { Proposal, ProposalStatus } from '../api/types.ts';

/** The proposals as they are now, without those that are gone or could not be read. */
export async function readAgain(ids: readonly string[]): Promise<Proposal[]> {
  const answers = await Promise.all(
    ids.map((id) => request((client, how) => client.proposals.get(id, how))),
  );
  return answers.flatMap((answer) => (answer.ok ? [answer.data] : []));
}

type Rows = ReadonlyMap<string, Proposal>;

const put = (rows: Rows, proposals: readonly Proposal[]): Rows =>
  new Map([...rows, ...proposals.map((proposal) => [proposal.id, proposal] as const)]);

/**
 * The list the server gave, with what was looked at or decided here kept in its place: a row that somebody
 * has just dealt with stays to show its outcome, although the list no longer holds it.
 */
export function useRows(
  given: readonly Proposal[],
  options: {
    compare: (a: Proposal, b: Proposal) => number;
    /** The statuses the list was asked for. */
    statuses: readonly ProposalStatus[];
  },
): { rows: Proposal[]; keep: (proposals: readonly Proposal[]) => void } {
  const { compare, statuses } = options;
  const [kept, setKept] = useState<Rows>(new Map());
  const keep = useCallback(
    (proposals: readonly Proposal[]) => setKept((before) => put(before, proposals)),
    [],
  );
  useEffect(() => {
    const held = new Set(given.map(({ id }) => id));
    const stale = [...kept.values()].filter(
      ({ id, status }) => !held.has(id) && statuses.includes(status),
    );
    if (stale.length === 0) return;
    let isOver = false;
    const readStale = async () => {
      const proposals = await readAgain(stale.map(({ id }) => id));
      if (!isOver) keep(proposals);
    };
    void readStale();
    return () => {
      isOver = true;
    };
    // Only a new list makes a kept row stale; reading one again must not ask for the next reading.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [given]);
  const rows = useMemo(() => {
    const newest = new Map(kept);
    for (const proposal of given) {
      const known = newest.get(proposal.id);
      if (!known || known.revision <= proposal.revision) newest.set(proposal.id, proposal);
    }
    return [...newest.values()].sort(compare);
  }, [given, kept, compare]);
  return { rows, keep };
}
