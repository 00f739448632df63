import type { Finding, RuleScope } from '@commerce/core';
import { withSystem } from '@commerce/db';
import type { AdAccount } from '../../executions/test/ad-account.ts';
import { type Raised, raiseProposals } from '../raise-proposals.ts';

/** An enabled rule of the account's shop; its id. */
export async function addRule({ ctx, shopId, clock }: AdAccount, template: string) {
  const now = clock.now();
  const scope: RuleScope = {
    connector_ids: [],
    levels: [],
    entity_ids: [],
    profiles: [],
    currency: null,
  };
  const { id } = await ctx.db
    .insertInto('app_dashboard.rules')
    .values({
      ...{ shop_id: shopId, template, name: template, state: 'enabled' },
      ...{ template_version: 1, scope: JSON.stringify(scope), cooldown_hours: 24, daily_limit: 10 },
      ...{ created_at: now, updated_at: now },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** What a rule would find: an ad that spends and sells nothing. */
export const finding = (over: Partial<Finding> & { entity_id: string }): Finding => ({
  kind: 'pause',
  level: 'ad',
  entity_name: '광고 A',
  diff: [{ field: 'status', before: 'ACTIVE', after: 'PAUSED', currency: null }],
  risk: 'low',
  requires_approval: false,
  reason: { code: 'spend_without_conversions', values: { spend: '30000' }, currency: 'KRW' },
  evidence: {
    window: { from: '2026-11-13', to: '2026-11-19' },
    state: 'settling',
    figures: [],
    series: [],
    maturity: null,
    notes: [],
  },
  ...over,
});

export const inHours = ({ clock }: AdAccount, hours: number) =>
  new Date(clock.now().getTime() + hours * 3_600_000);

/** Raises findings as the evaluation does; `hours`: how long they can be decided. */
export const raiseFindings = (
  account: AdAccount,
  ruleId: string,
  findings: readonly (Finding & { rule?: string; hours?: number })[],
): Promise<Raised[]> =>
  withSystem(account.ctx.db, (trx) =>
    raiseProposals(trx, account.ctx, {
      shopId: account.shopId,
      connectorId: account.connectorId,
      candidates: findings.map(({ rule, hours, ...found }) => ({
        finding: found,
        ruleId: rule ?? ruleId,
        ruleVersion: 1,
        expiresAt: inHours(account, hours ?? 48),
      })),
    }),
  );
