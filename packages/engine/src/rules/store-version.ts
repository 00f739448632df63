import type { Trx } from '@commerce/db';
import type { EngineContext } from '../context.ts';
import { type RuleSettings, settingsColumns } from './rule-record.ts';

/** Keeps what a rule did from now on, so that a past firing can be explained and replayed. */
export async function storeVersion(
  trx: Trx,
  ctx: Pick<EngineContext, 'actor' | 'now'>,
  version: { shopId: string; ruleId: string; version: number; settings: RuleSettings },
): Promise<void> {
  await trx
    .insertInto('app_dashboard.rule_versions')
    .values({
      shop_id: version.shopId,
      rule_id: version.ruleId,
      version: version.version,
      ...settingsColumns(version.settings),
      changed_by: ctx.actor.name ?? ctx.actor.id,
      created_at: ctx.now(),
    })
    .execute();
}
