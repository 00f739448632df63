import type { CanonicalBatch } from '@commerce/core';
import { withSystem, writePage } from '@commerce/db';
import { connectAccount } from '@commerce/engine';
import type { SimEntity } from '@commerce/simulators/meta';
import { expect } from 'vitest';
import type { ApiFixture } from './api-fixture.ts';

/** Ids of one thing of each kind that a shop holds, under the names endpoints give them. */
export interface HeldByShop {
  shop_id: string;
  platform: string;
  currency: string;
  connector_id: string;
  level: string;
  entity_id: string;
  /** Of the shop's own KPI profile. */
  key: string;
  rule_id: string;
  /** An open proposal; the other two below are approved and executed. */
  proposal_id: string;
  diff_hash: string;
  approved_proposal_id: string;
  execution_id: string;
  /** Of an account that takes deliveries. */
  webhook_connector_id: string;
}

export const META_TOKEN = 'sees-every-account';
const DELIVERY = { topic: 'orders/updated', effect: 'none' };

/** Gives a shop one of everything, by way of the API where it can, and all of it told apart by `mark`. */
export async function fillShop(
  fixture: ApiFixture,
  shop: { shopId: string; token: string; mark: string },
  account: { id: string; currency: string; ads: readonly SimEntity[]; memoryToken: string },
): Promise<HeldByShop> {
  const { shopId, token, mark } = shop;
  const { currency } = account;
  const [idle, open, approved, executed] = account.ads as [SimEntity, ...SimEntity[]];
  const ask = async (method: string, path: string, body?: unknown) => {
    const asked = await fixture.ask(method, path, { token, body });
    expect([path, asked.status < 300, asked.body.error]).toEqual([path, true, undefined]);
    return asked.body.data;
  };
  const at = `/api/v1/shops/${shopId}`;
  const connected = await ask('POST', `/api/shops/${shopId}/platforms/META/connect`, {
    access_token: META_TOKEN,
    ad_account_ids: [account.id],
  });
  const connectorId: string = connected.connectors[0].id;
  await ask('PUT', `${at}/caps/meta/${currency}`, {
    allowed_kinds: ['pause', 'resume'],
    max_change_percent: '20',
    max_daily_budget: '100000',
    max_daily_increase: '0',
    max_actions_per_day: 50,
  });
  await withSystem(fixture.db, (trx) =>
    writePage(trx, {
      ...{ shopId, connectorId, jobId: null, stream: 'ads', source: 'api' },
      receivedAt: new Date('2026-11-20T02:50:00Z'),
      page: { records: [], rows: historyOf(account.ads, currency, mark) },
    }),
  );
  const key = `profile_${mark}`;
  await ask('PUT', `${at}/kpi-profiles/${key}`, { name: `Own ${mark}`, objective: 'traffic' });
  const entity = `${at}/entities/${connectorId}/ad/${idle.id}`;
  await ask('PUT', `${entity}/kpi-profile`, { profile_key: key });
  const rule = await ask('POST', `${at}/rules`, { template: 'kill_switch', name: `Rule ${mark}` });

  const propose = (ad: SimEntity | undefined) =>
    ask('POST', '/api/v1/proposals', {
      shop_id: shopId,
      connector_id: connectorId,
      action: { kind: 'pause', level: 'ad', entity_id: ad?.id },
      note: `Because of ${mark}`,
    });
  const proposals = [await propose(open), await propose(approved), await propose(executed)];
  const members = proposals.slice(1).map(({ id, diff_hash }) => ({ id, diff_hash }));
  await ask('POST', '/api/v1/proposals/decisions', { decision: 'approve', members });
  const done = await ask('POST', '/api/v1/proposals/executions', { members: members.slice(1) });
  expect(done.members).toMatchObject([{ ok: true, status: 'executed' }]);

  const deliveries = await connectAccount(fixture.engine, {
    shopId,
    platform: 'memory',
    config: {},
    credentials: { token: account.memoryToken, webhook_secret: `secret ${mark}` },
  });
  const delivered = await fixture.ask('POST', `/api/webhooks/${deliveries.connectorId}`, {
    body: { id: `delivery ${mark}`, ...DELIVERY },
    headers: { 'x-secret': `secret ${mark}` },
  });
  expect(delivered.status).toBe(200);
  await ask('POST', `/api/shops/${shopId}/sync`, { connector_id: connectorId });
  await ask('POST', '/api/v1/kill-switch', { shop_id: shopId, reason: `Stopped over ${mark}` });
  return {
    shop_id: shopId,
    platform: 'meta',
    currency,
    connector_id: connectorId,
    level: 'ad',
    entity_id: idle.id,
    key,
    rule_id: rule.id,
    proposal_id: proposals[0].id,
    diff_hash: proposals[0].diff_hash,
    approved_proposal_id: proposals[1].id,
    execution_id: done.members[0].execution_id,
    webhook_connector_id: deliveries.connectorId,
  };
}

/** The account's ads, a week of spend that no other shop has, and a change made elsewhere. */
function historyOf(ads: readonly SimEntity[], currency: string, mark: string): CanonicalBatch {
  const nothing = {
    ...{ campaign_id: null, adset_id: null, attribution_setting: null, reach: null },
    ...{ frequency: null, link_clicks: null, landing_page_views: null, add_to_cart: null },
    ...{ initiate_checkout: null, leads: null, conversion_action: null, metrics_json: {} },
  };
  return {
    entities: ads.map((ad) => ({
      ...{ level: 'ad', external_id: ad.id, parent_id: null, campaign_id: null },
      ...{ name: ad.name, status: 'ACTIVE', effective_status: 'ACTIVE' },
      ...{ objective: null, optimization_goal: null, buying_type: null, bid_strategy: null },
      ...{ attribution_setting: null, currency, daily_budget: null, lifetime_budget: null },
      ...{ bid_amount: null, starts_at: null, ends_at: null, created_at: null },
      ...{ source_updated_at: null, attributes: {} },
    })),
    metrics: ads.flatMap((ad, nth) =>
      ['2026-11-17', '2026-11-18', '2026-11-19'].map((day, past) => ({
        ...nothing,
        ...{ level: 'ad' as const, entity_id: ad.id, day, entity_name: ad.name, currency },
        ...{ vat_basis: 'unknown' as const, spend: spendOf(mark, nth, past) },
        ...{ impressions: 1000, clicks: 100, conversions: '0', conversion_value: '0' },
      })),
    ),
    activities: ads.slice(0, 1).map((ad) => ({
      ...{ external_id: `change ${mark}`, occurred_at: '2026-11-19T01:00:00Z' },
      ...{ event_type: 'update_ad_run_status', actor_id: null, actor_name: `Somebody ${mark}` },
      ...{ application: 'Ads Manager', level: 'ad', entity_id: ad.id, entity_name: ad.name },
      ...{ field: 'status', before: 'PAUSED', after: 'ACTIVE', attributes: {} },
    })),
  };
}

/** Six digits that are this shop's alone. */
const spendOf = (mark: string, nth: number, past: number): string =>
  String(100_000 + (mark.charCodeAt(0) % 32) * 20_011 + nth * 1_013 + past * 37);
