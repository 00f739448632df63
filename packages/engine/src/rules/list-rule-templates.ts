import {
  type EntityLevel,
  type ParameterSpec,
  type Risk,
  RULE_TEMPLATES,
  type Words,
} from '@commerce/core';
import { sql } from 'kysely';
import { requireShop } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';

export interface RuleTemplateView {
  key: string;
  version: number;
  name: Words;
  description: Words;
  levels: readonly EntityLevel[];
  /** The highest risk of what it proposes. */
  risk: Risk;
  parameters: readonly ParameterSpec[];
  cooldown_hours: number;
  daily_limit: number;
  /** Whether an ad account of the shop has objects it can judge; null when no shop was named. */
  fits: boolean | null;
}

/**
 * What rules can be made of.
 * @throws AppError `not_found` for a shop that is not the actor's
 */
export async function listRuleTemplates(
  ctx: EngineContext,
  input: { shopId?: string | undefined } = {},
): Promise<RuleTemplateView[]> {
  const { shopId } = input;
  const levels = shopId === undefined ? null : await levelsOf(ctx, shopId);
  return RULE_TEMPLATES.map((template) => ({
    key: template.key,
    version: template.version,
    name: template.name,
    description: template.description,
    levels: template.levels,
    risk: template.risk,
    parameters: template.parameters,
    cooldown_hours: template.cooldownHours,
    daily_limit: template.dailyLimit,
    fits: levels && template.levels.some((level) => levels.has(level)),
  }));
}

/** Levels of which the shop's ad accounts have anything; the account level always, once one is connected. */
async function levelsOf(ctx: EngineContext, shopId: string): Promise<ReadonlySet<EntityLevel>> {
  await requireShop(ctx.db, ctx.actor, shopId, 'read');
  const { rows } = await readAsActor(ctx, (trx) =>
    sql<{ level: EntityLevel }>`
      select l.level from unnest(array['account', 'campaign', 'adset', 'ad', 'keyword']) as l(level)
      where exists (
        select from app_dashboard.connectors c
        where c.shop_id = ${shopId}::uuid and c.kind = 'ads' and c.status <> 'disabled' and (
          l.level = 'account'
          or exists (select from core_warehouse.entities e
            where e.shop_id = c.shop_id and e.connector_id = c.id and e.level = l.level)
          or exists (select from core_warehouse.metrics_daily m
            where m.shop_id = c.shop_id and m.connector_id = c.id and m.level = l.level)))`.execute(
      trx,
    ),
  );
  return new Set(rows.map(({ level }) => level));
}
