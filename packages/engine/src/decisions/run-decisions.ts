import type { JsonObject } from '@commerce/core';
import type { EngineContext } from '../context.ts';
import { executeAutomatic } from '../executions/execute-automatic.ts';
import { judgeOutcomes } from '../executions/judge-outcomes.ts';
import { type ResumeReport, resumeExecutions } from '../executions/resume-executions.ts';
import { deliverPush, type PushReport } from '../notifications/deliver-push.ts';
import {
  type QueuedNotifications,
  queueNotifications,
} from '../notifications/queue-notifications.ts';
import { expireProposals } from '../proposals/expire-proposals.ts';
import { type DueReport, evaluateDue } from '../rules/evaluate-due.ts';

/** What one round of deciding and acting did; null where a part was left out, or failed, which the log tells. */
export interface DecisionsReport {
  expired: { expired: number } | null;
  evaluated: DueReport | null;
  automatic: { executed: number; refused: number } | null;
  resumed: ResumeReport | null;
  outcomes: { judged: number; waiting: number } | null;
  notifications: QueuedNotifications | null;
  /** What went to browsers; chats have a sender of their own. */
  browsers: PushReport | null;
}

/**
 * Everything between new figures and a person who is asked: closes what is too late, judges accounts by their
 * rules, carries out what runs by itself, goes on with executions, judges what earlier ones brought, queues
 * what people are to hear, and tells their browsers. Each part looks with a statement or two whether anything
 * is due. A part that fails is logged and does not stop the others. Any number of processes may call it at any
 * time.
 * @param options `judge` false leaves accounts for a later round
 */
export async function runDecisions(
  ctx: EngineContext,
  { signal, judge = true }: { signal?: AbortSignal; judge?: boolean } = {},
): Promise<DecisionsReport> {
  const options = signal ? { signal } : {};
  const part = async <T>(name: string, work: () => Promise<T>): Promise<T | null> => {
    if (signal?.aborted) return null;
    try {
      return await work();
    } catch (error) {
      const fields: JsonObject = { error: String(error) };
      ctx.log.error(fields, `Could not ${name}; it will be tried again`);
      return null;
    }
  };
  return {
    expired: await part('close proposals that are too late', () => expireProposals(ctx)),
    evaluated: judge
      ? await part('judge accounts by their rules', () => evaluateDue(ctx, options))
      : null,
    automatic: await part('carry out what runs by itself', () => executeAutomatic(ctx)),
    resumed: await part('go on with executions', () => resumeExecutions(ctx, options)),
    outcomes: await part('judge what executions brought', () => judgeOutcomes(ctx, options)),
    notifications: await part('queue notifications', () => queueNotifications(ctx)),
    browsers: await part('tell browsers', () => deliverPush(ctx, options)),
  };
}
