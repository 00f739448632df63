import { AppError } from '@commerce/core';
import { holdLock, type Trx, withSystem } from '@commerce/db';
import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { hashToken } from './random-token.ts';

const MINUTE_MS = 60_000;
const KEEP_MS = 24 * 60 * MINUTE_MS;

/**
 * How many wrong passwords are free, and how the wait grows after that. One stranger cannot lock a person
 * out: the strict limit counts the person's account and the stranger's address together.
 */
interface Limit {
  free: number;
  windowMs: number;
  firstWaitMs: number;
  longestWaitMs: number;
}
const PAIR: Limit = {
  free: 5,
  windowMs: 15 * MINUTE_MS,
  firstWaitMs: MINUTE_MS / 2,
  longestWaitMs: 15 * MINUTE_MS,
};
const ACCOUNT: Limit = { ...PAIR, free: 50, windowMs: 60 * MINUTE_MS, longestWaitMs: MINUTE_MS };
const ADDRESS: Limit = { ...PAIR, free: 30 };

export interface Attempt {
  subjects: readonly string[];
  /** Forgets the failures of this account from this address, and notes the success. */
  succeed(trx: Trx): Promise<void>;
}

/**
 * Books an attempt as failed before the password is looked at, so that guesses made at once count too.
 * @throws AppError `rate_limited` with `retry_after_seconds`; the password is not looked at then
 */
export async function bookAttempt(
  ctx: Pick<EngineContext, 'db' | 'now' | 'actor'>,
  email: string,
): Promise<Attempt> {
  const ip = ctx.actor.ip ?? 'unknown';
  // Addresses that belong to nobody are typed in by mistake; they are not kept in the clear.
  const account = hashToken(email);
  const limits: [string, Limit][] = [
    [`pair:${account}:${ip}`, PAIR],
    [`account:${account}`, ACCOUNT],
    [`address:${ip}`, ADDRESS],
  ];
  const now = ctx.now();
  await withSystem(ctx.db, async (trx) => {
    for (const [subject, limit] of limits) {
      await holdLock(trx, subject);
      const wait = await waitOf(trx, subject, limit, now);
      if (wait > 0) throw tooMany(wait);
    }
    await trx
      .insertInto('app_dashboard.sign_in_attempts')
      .values(limits.map(([subject]) => ({ subject, attempted_at: now, succeeded: false })))
      .execute();
    await trx
      .deleteFrom('app_dashboard.sign_in_attempts')
      .where(
        'subject',
        'in',
        limits.map(([subject]) => subject),
      )
      .where('attempted_at', '<', new Date(now.getTime() - KEEP_MS))
      .execute();
  });
  const subjects = limits.map(([subject]) => subject);
  return { subjects, succeed: (trx) => noteSuccess(trx, now, subjects) };
}

async function waitOf(trx: Trx, subject: string, limit: Limit, now: Date): Promise<number> {
  const since = new Date(now.getTime() - limit.windowMs);
  const { failures, last } = await trx
    .selectFrom('app_dashboard.sign_in_attempts')
    .select((eb) => [eb.fn.countAll<number>().as('failures'), eb.fn.max('attempted_at').as('last')])
    .where('subject', '=', subject)
    .where('succeeded', '=', false)
    .where('attempted_at', '>', since)
    .executeTakeFirstOrThrow();
  if (failures < limit.free || last === null) return 0;
  const pause = Math.min(
    limit.firstWaitMs * 2 ** Math.min(failures - limit.free, 16),
    limit.longestWaitMs,
  );
  return last.getTime() + pause - now.getTime();
}

/** The pair starts anew; what others tried on the account and from the address stays counted. */
async function noteSuccess(trx: Trx, now: Date, subjects: readonly string[]): Promise<void> {
  const [pair = '', ...others] = subjects;
  await trx.deleteFrom('app_dashboard.sign_in_attempts').where('subject', '=', pair).execute();
  await sql`
    delete from app_dashboard.sign_in_attempts
    where ctid in (
      select min(ctid) from app_dashboard.sign_in_attempts
      where subject = any (${others}::text[]) and attempted_at = ${now}::timestamptz and not succeeded
      group by subject
    )`.execute(trx);
  await trx
    .insertInto('app_dashboard.sign_in_attempts')
    .values(subjects.map((subject) => ({ subject, attempted_at: now, succeeded: true })))
    .execute();
}

function tooMany(waitMs: number): AppError {
  const seconds = Math.ceil(waitMs / 1000);
  return new AppError(
    'rate_limited',
    `Too many wrong passwords. Wait ${seconds} seconds, or sign in with a link from the server's terminal.`,
    { details: { retry_after_seconds: seconds } },
  );
}
