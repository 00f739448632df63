import { request } from '../api/browser.ts';
import type { Answer } from '../api/problem.ts';
import type { MemberVerdict, Proposal } from '../api/types.ts';
import type { Act } from './proposal-state.ts';

export interface Extra {
  reason?: string | undefined;
  /** For `snooze`; ISO 8601. */
  until?: string;
}

export interface Outcome {
  proposal: Proposal;
  verdict: MemberVerdict;
}

/** Asks the API for one act on all of them; every one gets its own verdict. */
export async function sendAct(
  act: Act,
  proposals: readonly Proposal[],
  extra: Extra,
): Promise<Answer<Outcome[]>> {
  const answer = act === 'undo' ? await undo(proposals) : await decide(act, proposals, extra);
  if (!answer.ok) return answer;
  const verdicts = new Map(answer.data.members.map((verdict) => [verdict.id, verdict]));
  const outcomes = proposals.flatMap((proposal) => {
    const verdict = verdicts.get(act === 'undo' ? (proposal.execution?.id ?? '') : proposal.id);
    return verdict ? [{ proposal, verdict }] : [];
  });
  return { ok: true, data: outcomes };
}

type Members = Promise<Answer<{ members: MemberVerdict[] }>>;

function undo(proposals: readonly Proposal[]): Members {
  const ids = proposals.flatMap(({ execution }) => (execution ? [execution.id] : []));
  return request((client, how) => client.executions.undo({ execution_ids: ids }, how));
}

function decide(act: Exclude<Act, 'undo'>, proposals: readonly Proposal[], extra: Extra): Members {
  // What was shown is what is decided: another diff by now is refused.
  const members = proposals.map(({ id, diff_hash }) => ({ id, diff_hash }));
  return request((client, how) => {
    switch (act) {
      case 'execute':
        return client.proposals.execute({ members }, how);
      case 'snooze':
        return client.proposals.decide(
          { decision: 'snooze', members, until: extra.until ?? '' },
          how,
        );
      default:
        return client.proposals.decide(
          { decision: act, members, ...(extra.reason ? { reason: extra.reason } : {}) },
          how,
        );
    }
  });
}
