import type { EntityRow } from '@commerce/core';
import type { Page, ReadContext, SlicePlan, SliceProof } from '../platform/stream.ts';
import { createGraph, type Graph, type Item } from './client.ts';
import { ACCOUNT_FIELDS, ENTITY_FIELDS, STATUSES } from './fields.ts';
import { type AccountContext, mapAccount, mapAd, mapAdset, mapCampaign } from './map-entities.ts';
import { accountSchema, adSchema, adsetSchema, campaignSchema } from './schemas.ts';
import { readConfig } from './settings.ts';

const PAGE = 200;

/** The account, then campaigns, ad sets and ads; `params.scope` says whether removed ones too. */
export async function* readEntities(
  context: ReadContext,
  slice: SlicePlan,
): AsyncGenerator<Page, SliceProof, void> {
  const graph = createGraph(context.connection, context.signal);
  const { ad_account_id } = readConfig(context.connection.config);
  const path = `act_${ad_account_id}`;
  const account = await graph.get(path, { fields: ACCOUNT_FIELDS }, accountSchema);
  yield toPage([account], (wire) => mapAccount(wire));
  const scope = slice.params?.scope === 'live' ? 'live' : 'all';
  const owner = { id: account.value.account_id, currency: account.value.currency };
  let received = 1;
  for (const pages of levels(graph, path, scope, owner)) {
    for await (const page of pages) {
      received += page.records.length;
      yield page;
    }
  }
  const cursor = typeof slice.params?.cursor === 'string' ? slice.params.cursor : null;
  return { expected: null, received, cursor };
}

function* levels(
  graph: Graph,
  path: string,
  scope: 'live' | 'all',
  owner: AccountContext,
): Generator<AsyncGenerator<Page, void, void>> {
  const asked = (level: keyof typeof STATUSES, edge: keyof typeof ENTITY_FIELDS) => ({
    fields: ENTITY_FIELDS[edge],
    effective_status: JSON.stringify(STATUSES[level][scope]),
  });
  yield toPages(
    graph.pages(`${path}/campaigns`, asked('campaign', 'campaigns'), campaignSchema, PAGE),
    (wire) => mapCampaign(wire, owner),
  );
  yield toPages(
    graph.pages(`${path}/adsets`, asked('adset', 'adsets'), adsetSchema, PAGE),
    (wire) => mapAdset(wire, owner),
  );
  yield toPages(graph.pages(`${path}/ads`, asked('ad', 'ads'), adSchema, PAGE), (wire) =>
    mapAd(wire, owner),
  );
}

async function* toPages<T>(
  pages: AsyncGenerator<Item<T>[], void, void>,
  map: (wire: T) => EntityRow,
): AsyncGenerator<Page, void, void> {
  for await (const items of pages) yield toPage(items, map);
}

/** An object listed twice while the list was moving is kept once, as listed last. */
function toPage<T>(items: Item<T>[], map: (wire: T) => EntityRow): Page {
  const records = new Map<string, string>();
  const rows = new Map<string, EntityRow>();
  for (const { value, raw } of items) {
    const row = map(value);
    const key = `${row.level}|${row.external_id}`;
    records.set(key, raw);
    rows.set(key, row);
  }
  return {
    records: [...records].map(([external_id, payload]) => ({ external_id, payload })),
    rows: { entities: [...rows.values()] },
  };
}
