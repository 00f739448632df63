import { type Account, type ConfiguredStatus, type Entity, valueAt } from './entities.ts';

export function configuredStatus(entity: Entity, at: number): ConfiguredStatus {
  return valueAt(entity.status, at) ?? 'ACTIVE';
}

/** The entity's ancestors, nearest first. */
export function ancestors(account: Account, entity: Entity): Entity[] {
  const chain: (Entity | undefined)[] = [];
  if (entity.kind === 'ad') chain.push(account.adsets.get(entity.adsetId));
  if (entity.kind !== 'campaign') chain.push(account.campaigns.get(entity.campaignId));
  return chain.filter((item) => item !== undefined);
}

/** What the platform reports as effective_status: removal anywhere above wins, then pauses. */
export function effectiveStatus(account: Account, entity: Entity, at: number): string {
  const line = [entity, ...ancestors(account, entity)];
  const states = line.map((item) => configuredStatus(item, at));
  for (const removed of ['DELETED', 'ARCHIVED'] as const) {
    if (states.includes(removed)) return removed;
  }
  if (states[0] === 'PAUSED') return 'PAUSED';
  const paused = line.find((_, index) => states[index] === 'PAUSED');
  if (!paused) return 'ACTIVE';
  return paused.kind === 'campaign' ? 'CAMPAIGN_PAUSED' : 'ADSET_PAUSED';
}

export function isRemoved(status: string): boolean {
  return status === 'DELETED' || status === 'ARCHIVED';
}
