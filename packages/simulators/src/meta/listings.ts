import { type Call, pageAddress, type Reply } from './call.ts';
import type { Account, Entity } from './entities.ts';
import { invalidParameter } from './errors.ts';
import { type Filter, matches, parseFilters } from './filters.ts';
import { creativeReaders, pick, renderEntity } from './object-fields.ts';
import { page } from './paging.ts';
import { fieldTree, listParam } from './params.ts';
import { effectiveStatus, isRemoved } from './status.ts';

export const ENTITY_EDGES = ['campaigns', 'adsets', 'ads'] as const;
export type EntityEdge = (typeof ENTITY_EDGES)[number];

/** Lists a level of the account below an optional parent; removed objects only when asked for. */
export function listEntities(
  call: Call,
  account: Account,
  edge: EntityEdge,
  parent: Entity | null,
): Reply {
  const { state, params } = call;
  const now = state.now();
  const statuses = listParam(params, 'effective_status');
  const filters = parseFilters(params);
  const since = Number(params.get('updated_since') ?? 0) * 1000;
  const statusAsked =
    statuses !== undefined || filters.some((item) => item.field.endsWith('effective_status'));
  const found = [...account[edge].values()].filter((entity: Entity) => {
    if (parent && !lineage(entity).includes(parent.id)) return false;
    if (since > 0 && entity.updatedAt < since) return false;
    const status = effectiveStatus(account, entity, now);
    if (!statusAsked && isRemoved(status)) return false;
    if (statuses && !statuses.includes(status)) return false;
    return filters.every((filter) => passes(filter, entity, status));
  });
  const tree = fieldTree(params.get('fields') ?? '');
  const body = page<Entity>(found, pageAddress(call));
  const data = body.data.map((entity) => renderEntity(state, account, entity, tree));
  return { status: 200, body: { ...body, data } };
}

export function listCreatives(call: Call, account: Account): Reply {
  const tree = fieldTree(call.params.get('fields') ?? '');
  const body = page([...account.creatives.values()], pageAddress(call));
  const data = body.data.map((creative) => pick(creativeReaders(creative), tree));
  return { status: 200, body: { ...body, data } };
}

function lineage(entity: Entity): string[] {
  if (entity.kind === 'campaign') return [entity.id];
  if (entity.kind === 'adset') return [entity.id, entity.campaignId];
  return [entity.id, entity.adsetId, entity.campaignId];
}

function passes(filter: Filter, entity: Entity, status: string): boolean {
  const [head = '', tail] = filter.field.split('.');
  const name = tail ?? head;
  if (name === 'effective_status') return matches(filter, status);
  if (name === 'id' && tail !== undefined && head !== entity.kind) {
    const [own, ...rest] = lineage(entity);
    const line = entity.kind === 'ad' && head === 'adset' ? [rest[0]] : [rest.at(-1) ?? own];
    return line.some((id) => id !== undefined && matches(filter, id));
  }
  if (name === 'id') return matches(filter, entity.id);
  if (name === 'name') return matches(filter, entity.name);
  if (name === 'updated_time') return matches(filter, Math.floor(entity.updatedAt / 1000));
  throw invalidParameter(`Filtering field ${filter.field} is invalid.`, ['filtering']);
}
