import { randomUUID } from 'node:crypto';
import type { Db } from '@commerce/db';

export interface BenchShop {
  shopId: string;
  connectorId: string;
}

/** An agency with one shop in Seoul and its Shopify connector. */
export async function addShop(db: Db): Promise<BenchShop> {
  const [agencyId, shopId, connectorId] = [randomUUID(), randomUUID(), randomUUID()];
  await db.insertInto('app_dashboard.agencies').values({ id: agencyId, name: 'Bench' }).execute();
  await db
    .insertInto('app_dashboard.shops')
    .values({
      id: shopId,
      agency_id: agencyId,
      name: 'Bench',
      currency: 'KRW',
      timezone: 'Asia/Seoul',
    })
    .execute();
  await db
    .insertInto('app_dashboard.connectors')
    .values({
      shop_id: shopId,
      id: connectorId,
      platform: 'shopify',
      kind: 'sales',
      mode: 'import',
      external_account_id: 'bench.myshopify.com',
      name: 'Bench',
    })
    .execute();
  return { shopId, connectorId };
}
