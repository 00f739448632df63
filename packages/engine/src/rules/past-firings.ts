import type { EntityLevel, PastFiring } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { sql } from 'kysely';
import type { RuleRecord } from './rule-record.ts';

/** The longest a firing holds back another one besides its cooldown: the day its daily limit counts. */
const DAY_LIMIT_MS = 2 * 86_400_000;

/**
 * What a rule let through about an account lately. In its present state only: what it merely noted in shadow does
 * not silence it once it is enabled.
 */
export async function loadPastFirings(
  trx: Trx,
  rule: Pick<RuleRecord, 'shopId' | 'id' | 'state' | 'cooldownHours'>,
  connectorId: string,
  now: Date,
): Promise<PastFiring[]> {
  const reach = Math.max(DAY_LIMIT_MS, rule.cooldownHours * 3_600_000);
  const outcomes =
    rule.state === 'shadow'
      ? ['shadow']
      : ['proposed', 'superseded_older', 'open_already', 'no_change'];
  const { rows } = await sql<{ level: EntityLevel; entity_id: string; as_of: Date }>`
    select level, entity_id, as_of from app_dashboard.rule_findings
    where shop_id = ${rule.shopId}::uuid and rule_id = ${rule.id}::uuid and connector_id = ${connectorId}::uuid
      and outcome = any (${outcomes}::text[]) and as_of >= ${new Date(now.getTime() - reach)}::timestamptz
    order by as_of, level, entity_id`.execute(trx);
  return rows.map(({ level, entity_id, as_of }) => ({ level, entity_id, at: as_of.getTime() }));
}
