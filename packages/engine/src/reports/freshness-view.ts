import { shopFreshness } from '@commerce/core';
import type { EngineContext } from '../context.ts';
import type { ConnectorFacts } from './connector-facts.ts';

/** A shop's freshness as the API shows it, judged by its live connectors. */
export function freshnessView(ctx: EngineContext, connectors: readonly ConnectorFacts[]) {
  const freshness = shopFreshness(connectors, ctx.settings.maxStalenessMinutes, ctx.now());
  return {
    state: freshness.state,
    syncing: freshness.syncing,
    stale: freshness.stale,
    last_synced_at: freshness.lastSyncedAt?.toISOString() ?? null,
    age_minutes: freshness.ageMinutes,
    max_staleness_minutes: ctx.settings.maxStalenessMinutes,
  };
}
