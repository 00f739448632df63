import {
  type Action,
  type ActionCap,
  AppError,
  capRefusal,
  type DayOfWrites,
  type FieldChange,
  parseAmount,
} from '@commerce/core';
import { holdLock, type Trx } from '@commerce/db';
import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { loadCaps } from './load-caps.ts';

export interface CapCheck {
  connector: {
    id: string;
    shopId: string;
    platform: string;
    currency: string | null;
    externalAccountId: string;
  };
  action: Action;
  change: FieldChange;
  undo: boolean;
  /** Day of the account's timezone. */
  accountDay: string;
  /** The execution that asks, which is not counted against itself. */
  executionId?: string;
}

/**
 * Whether the caps let a write through, and why not. Holds the account's other writes back until the
 * transaction ends, so that two of them cannot both use the last of what a day allows.
 */
export async function checkCaps(
  trx: Trx,
  ctx: EngineContext,
  check: CapCheck,
): Promise<{ code: 'no_cap' | 'cap_exceeded'; message: string } | null> {
  const { connector, action, change, undo } = check;
  await holdLock(trx, `commerce.actions.${connector.id}`);
  const found = await findCap(trx, ctx, connector);
  if (typeof found === 'string') return { code: 'no_cap', message: found };
  const day = await dayOfWrites(trx, check);
  const lineage = found.never_touch.length > 0 ? await lineageOf(trx, connector, action) : [];
  const message = capRefusal(found, { action, change, undo, day, lineage });
  return message === null ? null : { code: 'cap_exceeded', message };
}

/** The cap, or in words why nothing may be written. */
async function findCap(
  trx: Trx,
  ctx: EngineContext,
  connector: CapCheck['connector'],
): Promise<ActionCap | string> {
  const { platform, currency } = connector;
  try {
    const { caps } = await loadCaps(ctx, trx, connector.shopId);
    return (
      caps.find((cap) => cap.platform === platform && cap.currency === currency) ??
      `There are no caps for ${platform} in ${currency ?? 'an unknown currency'}, and without caps nothing is written. Set them in the shop's settings first`
    );
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_input') return error.message;
    throw error;
  }
}

/** What was written to the account that day. What surely came to nothing does not count. */
async function dayOfWrites(trx: Trx, check: CapCheck): Promise<DayOfWrites> {
  const { connector, accountDay, executionId, action, change } = check;
  const { increase, ...day } = await trx
    .selectFrom('app_dashboard.executions as e')
    .innerJoin('app_dashboard.action_proposals as p', (join) =>
      join.onRef('p.shop_id', '=', 'e.shop_id').onRef('p.id', '=', 'e.proposal_id'),
    )
    .select((select) => [
      select.fn.countAll<number>().filterWhere('e.undo_of', 'is', null).as('actions'),
      select.fn.coalesce(select.fn.sum<string>('e.budget_increase'), sql<string>`0`).as('increase'),
      sql<string | null>`(array_agg(p.diff->0->>'before' order by e.started_at, e.id)
        filter (where e.entity_id = ${action.entity_id} and p.diff->0->>'field' = ${change.field}))[1]`.as(
        'opening',
      ),
    ])
    .where('e.shop_id', '=', connector.shopId)
    .where('e.connector_id', '=', connector.id)
    .where('e.account_day', '=', accountDay)
    .where('e.status', '<>', 'failed')
    .$if(executionId !== undefined, (query) => query.where('e.id', '<>', executionId as string))
    .executeTakeFirstOrThrow();
  return { ...day, increase: parseAmount(increase) };
}

/** The object and everything above it, or null when not all of that was ever read. */
async function lineageOf(
  trx: Trx,
  connector: CapCheck['connector'],
  { level, entity_id }: Action,
): Promise<string[] | null> {
  const account = connector.externalAccountId;
  if (level === 'campaign') return [entity_id, account];
  const row = await trx
    .selectFrom('core_warehouse.entities')
    .select(['parent_id', 'campaign_id'])
    .where('shop_id', '=', connector.shopId)
    .where('connector_id', '=', connector.id)
    .where('level', '=', level)
    .where('external_id', '=', entity_id)
    .executeTakeFirst();
  if (!row) return null;
  const { parent_id: parent, campaign_id: campaign } = row;
  const above = level === 'adset' ? [campaign ?? parent] : [parent, campaign];
  return above.includes(null) ? null : [entity_id, ...above.filter((id) => id !== null), account];
}
