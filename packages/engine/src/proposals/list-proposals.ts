import { AppError, type Proposal, type ProposalStatus } from '@commerce/core';
import { sql } from 'kysely';
import { isRowId, requireShop } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import { cutPage, decodeCursor, MAX_PAGE } from '../lists/time-cursor.ts';
import { readAsActor } from '../tenant.ts';
import { proposalView, selectProposals } from './proposal-view.ts';
import { isShortId } from './short-id.ts';

export interface ListProposalsInput {
  /** Without one: every shop who asks may see. */
  shopId?: string | undefined;
  /** Without any: all. */
  statuses?: readonly ProposalStatus[] | undefined;
  /** What to do with those that are put off; default `hide`. */
  snoozed?: 'hide' | 'show' | 'only' | undefined;
  /** At most 100. */
  limit: number;
  cursor?: string | null | undefined;
}

/** Proposals, newest first. @throws AppError `not_found` for a shop of others, `invalid_input` */
export async function listProposals(
  ctx: EngineContext,
  input: ListProposalsInput,
): Promise<{ items: Proposal[]; next_cursor: string | null }> {
  const { shopId, statuses, snoozed = 'hide' } = input;
  if (shopId !== undefined) await requireShop(ctx.db, ctx.actor, shopId, 'read');
  const limit = Math.min(Math.max(1, input.limit), MAX_PAGE);
  const after = decodeCursor(input.cursor, isRowId);
  const found = await readAsActor(ctx, (trx) =>
    selectProposals(trx)
      .$if(shopId !== undefined, (query) => query.where('p.shop_id', '=', shopId as string))
      .$if(statuses !== undefined && statuses.length > 0, (query) =>
        query.where('p.status', 'in', statuses as ProposalStatus[]),
      )
      .$if(snoozed === 'only', (query) =>
        query.where('p.status', '=', 'proposed').where('p.snoozed_until', '>', ctx.now()),
      )
      .$if(snoozed === 'hide', (query) =>
        query.where((where) =>
          where.or([
            where('p.snoozed_until', 'is', null),
            where('p.snoozed_until', '<=', ctx.now()),
            where('p.status', '<>', 'proposed'),
          ]),
        ),
      )
      .$if(after !== null, (query) =>
        query.where(
          sql<boolean>`(p.created_at, p.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`,
        ),
      )
      .orderBy('p.created_at', 'desc')
      .orderBy('p.id', 'desc')
      .limit(limit + 1)
      .execute(),
  );
  const { rows, next } = cutPage(found, limit, (row) => row.created_at.toISOString());
  return { items: rows.map(proposalView), next_cursor: next };
}

/** One proposal. @throws AppError `not_found`, also for what belongs to others */
export async function getProposal(
  ctx: EngineContext,
  input: { proposalId: string },
): Promise<Proposal> {
  return await readOne(ctx, isRowId(input.proposalId) ? ['p.id', input.proposalId] : null);
}

/** The proposal a button of a chat stands for. @throws AppError `not_found`, also for what belongs to others */
export async function getProposalByShortId(
  ctx: EngineContext,
  input: { shortId: string },
): Promise<Proposal> {
  return await readOne(ctx, isShortId(input.shortId) ? ['p.short_id', input.shortId] : null);
}

async function readOne(
  ctx: EngineContext,
  key: ['p.id' | 'p.short_id', string] | null,
): Promise<Proposal> {
  const row =
    key &&
    (await readAsActor(ctx, (trx) =>
      selectProposals(trx).where(key[0], '=', key[1]).executeTakeFirst(),
    ));
  if (!row) throw new AppError('not_found', 'There is no such proposal among yours');
  return proposalView(row);
}
