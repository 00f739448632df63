import type { Finding } from '@commerce/core';
import { type AppDashboardActionProposals, type Db, withSystem } from '@commerce/db';
import type { Updateable } from 'kysely';
import type { EngineContext } from '../../context.ts';
import { raiseProposals } from '../../proposals/raise-proposals.ts';

let entities = 0;

/** An ad account of a shop, without a platform behind it. */
export async function addConnector(db: Db, shopId: string): Promise<string> {
  const { id } = await db
    .insertInto('app_dashboard.connectors')
    .values({
      shop_id: shopId,
      platform: 'meta',
      kind: 'ads',
      mode: 'api',
      name: 'Ads',
      external_account_id: `act_${++entities}`,
      currency: 'KRW',
      timezone: 'Asia/Seoul',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** What a rule would find: a campaign that spends and sells nothing. */
export const findingOf = (entityId: string): Finding => ({
  kind: 'pause',
  level: 'campaign',
  entity_id: entityId,
  entity_name: 'Autumn <b>&" sale',
  diff: [{ field: 'status', before: 'ACTIVE', after: 'PAUSED', currency: null }],
  risk: 'low',
  requires_approval: true,
  reason: {
    code: 'spend_without_conversions',
    values: { spend: '120000', conversions: 0, days: 3 },
    currency: 'KRW',
  },
  evidence: {
    window: { from: '2026-11-17', to: '2026-11-19' },
    state: 'final',
    figures: [],
    series: [],
    maturity: null,
    notes: [],
  },
});

/** Raises a proposal as a rule does, and then changes what a test wants otherwise. */
export async function addProposal(
  ctx: EngineContext,
  {
    shopId,
    connectorId,
    ...changes
  }: { shopId: string; connectorId: string } & Updateable<
    Omit<AppDashboardActionProposals, 'shop_id' | 'connector_id'>
  >,
): Promise<{ id: string }> {
  return await withSystem(ctx.db, async (trx) => {
    const [raised] = await raiseProposals(trx, ctx, {
      shopId,
      connectorId,
      candidates: [
        {
          finding: findingOf(`c${++entities}`),
          ruleId: ctx.newId(),
          ruleVersion: 1,
          expiresAt: new Date(ctx.now().getTime() + 14 * 86_400_000),
        },
      ],
    });
    const id = raised?.proposalId ?? '';
    if (Object.keys(changes).length > 0) {
      await trx
        .updateTable('app_dashboard.action_proposals')
        .set(changes)
        .where('id', '=', id)
        .execute();
    }
    return { id };
  });
}
