import { request } from '../api/browser.ts';
import type { Answer } from '../api/problem.ts';
import type { MemberVerdict } from '../api/types.ts';

/** What one request may take back. */
const MOST_AT_ONCE = 100;

/**
 * Takes exactly these executions back, in the order given (the newest goes first), and gives each its verdict.
 * When a later request of several is refused, the verdicts so far are kept: those changes were taken back.
 */
export async function sendUndo(ids: readonly string[]): Promise<Answer<MemberVerdict[]>> {
  const verdicts: MemberVerdict[] = [];
  for (let at = 0; at < ids.length; at += MOST_AT_ONCE) {
    const part = ids.slice(at, at + MOST_AT_ONCE);
    const answer = await request((client, how) =>
      client.executions.undo({ execution_ids: part }, how),
    );
    if (!answer.ok) return verdicts.length > 0 ? { ok: true, data: verdicts } : answer;
    verdicts.push(...answer.data.members);
  }
  return { ok: true, data: verdicts };
}
