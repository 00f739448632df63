import { randomUUID } from 'node:crypto';
import type { Role } from '@commerce/core';
import { type Db, withSystem } from '@commerce/db';
import type { Actor } from '@commerce/engine';

export interface TenantShop {
  name?: string;
  currency?: string;
  timezone?: string;
}

export interface TestPerson {
  id: string;
  email: string;
  role: Role;
  actor: Actor;
}

export interface TestTenant {
  agencyId: string;
  shops: { id: string; name: string; currency: string; timezone: string }[];
  /** Sees and changes every shop of the agency. */
  owner: TestPerson;
  /** Manager of the first shop. */
  staff: TestPerson;
  /** May only look at the first shop. */
  storeUser: TestPerson;
}

const FIRST_SHOP: TenantShop = { name: 'Seoul Goods', currency: 'KRW', timezone: 'Asia/Seoul' };

/** An agency of its own with its people and shops, so that suites share nothing. */
export async function createTenant(
  db: Db,
  input: { shops?: readonly TenantShop[] } = {},
): Promise<TestTenant> {
  const agencyId = randomUUID();
  const shops = (input.shops ?? [FIRST_SHOP]).map((shop, index) => ({
    id: randomUUID(),
    name: shop.name ?? `Shop ${index + 1}`,
    currency: shop.currency ?? 'KRW',
    timezone: shop.timezone ?? 'Asia/Seoul',
  }));
  const owner = person(agencyId, 'AGENCY_OWNER');
  const staff = person(agencyId, 'AGENCY_STAFF');
  const storeUser = person(agencyId, 'STORE_USER');
  const [first] = shops;

  await withSystem(db, async (trx) => {
    await trx
      .insertInto('app_dashboard.agencies')
      .values({ id: agencyId, name: `Agency ${agencyId.slice(0, 8)}` })
      .execute();
    await trx
      .insertInto('app_dashboard.users')
      .values(
        [owner, staff, storeUser].map(({ id, email, role }) => ({
          id,
          email,
          role,
          agency_id: agencyId,
        })),
      )
      .execute();
    if (!first) return;
    await trx
      .insertInto('app_dashboard.shops')
      .values(shops.map((shop) => ({ ...shop, agency_id: agencyId })))
      .execute();
    await trx
      .insertInto('app_dashboard.user_shops')
      .values([
        { shop_id: first.id, user_id: staff.id, role: 'manager', is_default: true },
        { shop_id: first.id, user_id: storeUser.id, role: 'viewer', is_default: true },
      ])
      .execute();
  });
  return { agencyId, shops, owner, staff, storeUser };
}

function person(agencyId: string, role: Role): TestPerson {
  const id = randomUUID();
  return {
    id,
    role,
    email: `${role.toLowerCase()}.${id.slice(0, 8)}@example.test`,
    actor: { type: 'user', id, user: { id, agencyId, role, scopes: null } },
  };
}
