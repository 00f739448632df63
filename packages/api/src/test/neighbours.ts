import { createHttpTransport } from '@commerce/platforms';
import { meta } from '@commerce/platforms/meta';
import { shopify } from '@commerce/platforms/shopify';
import { reachMeta, SHOP_PROFILES, startMetaSimulator } from '@commerce/simulators';
import { createMemoryAccount, createTenant, type TestPerson } from '@commerce/testkit';
import { LIMITS } from '../rate-limit/policies.ts';
import { createApiFixture } from './api-fixture.ts';
import type { Named } from './foreign-calls.ts';
import { fillShop, META_TOKEN } from './full-shop.ts';

const NOW = '2026-11-20T03:00:00Z';

/** People of another agency, and people of the agency who belong to its other shop only. */
const OUTSIDERS = ['their owner', 'their staff', 'their store user'] as const;
const INSIDERS = ['staff without the shop', 'store user without the shop'] as const;
type Person = (typeof OUTSIDERS)[number] | (typeof INSIDERS)[number] | 'the owner';
export type Asker = Person | `a key of ${Person}`;

const withKeys = (people: readonly Person[]): Asker[] =>
  people.flatMap((person) => [person, `a key of ${person}` as const]);

/** Everybody, and a key with every scope of everybody, whom the second shop does not concern. */
export const STRANGERS = withKeys([...OUTSIDERS, ...INSIDERS]);
/** Those who may name the first shop. */
export const NEIGHBOURS = withKeys(['the owner', ...INSIDERS]);
export const isOfAgency = (asker: Asker): boolean => NEIGHBOURS.includes(asker);
export const isKey = (asker: Asker): boolean => asker.startsWith('a key of');

/**
 * An agency with two shops full of things, and another agency. Both shops' ad accounts are seen by one token, as
 * where one business holds them all.
 */
export async function createNeighbours() {
  const ads = await startMetaSimulator({
    now: () => new Date(NOW),
    historyDays: 3,
    accessToken: META_TOKEN,
  });
  const transport = createHttpTransport({ rewrite: reachMeta(ads.origin) });
  const memory = createMemoryAccount({ firstDay: '2026-11-01', lastDay: '2026-11-20' });
  const policies = Object.fromEntries(
    Object.keys(LIMITS).map((name) => [name, { burst: 1_000_000, perSecond: 1 }]),
  );
  const fixture = await createApiFixture({
    platforms: [meta, shopify, memory.platform],
    transport,
    rateLimits: { policies },
  });
  const shops = [{ name: 'Nearby Goods' }, { name: 'Faraway Goods', currency: 'USD' }];
  const agency = await createTenant(fixture.db, { shops });
  const others = await createTenant(fixture.db, { shops: [{ name: 'Shop of others' }] });
  const people: Record<Person, TestPerson> = {
    'their owner': others.owner,
    'their staff': others.staff,
    'their store user': others.storeUser,
    'staff without the shop': agency.staff,
    'store user without the shop': agency.storeUser,
    'the owner': agency.owner,
  };
  const tokens = new Map<Asker, string>();
  for (const [name, person] of Object.entries(people) as [Person, TestPerson][]) {
    tokens.set(name, await fixture.accessOf(person));
    const key = await fixture.keyOf(person, ['read', 'propose', 'write']);
    tokens.set(`a key of ${name}`, key);
  }
  const tokenOf = (asker: Asker): string => tokens.get(asker) ?? '';

  const body = { name: 'Key of the owner', scopes: ['read'] };
  const token = tokenOf('the owner');
  const key = await fixture.ask('POST', '/api/v1/api-keys', { token, body });
  await fixture.db
    .insertInto('app_dashboard.telegram_chats')
    .values({
      ...{ agency_id: agency.agencyId, user_id: agency.owner.id, title: 'Chat of the owner' },
      ...{ chat_id: 47_110_815, telegram_user_id: 47_110_815, paired_at: new Date(NOW) },
    })
    .execute();
  const fill = async (nth: 0 | 1, mark: string): Promise<Named> => {
    const [shop, profile] = [agency.shops[nth], SHOP_PROFILES[nth]];
    if (!shop || !profile) throw new Error('There are fewer shops than this world needs');
    const { adAccountId: id, currency } = profile;
    const active = ads.control
      .entities(id)
      .filter(({ level, status }) => level === 'ad' && status === 'ACTIVE');
    for (const ad of active.slice(0, 4)) {
      ads.control.changeExternally(ad.id, { name: `${ad.name} ${mark}` });
    }
    const marked = ads.control.entities(id).filter(({ name }) => name.endsWith(mark));
    const account = { id, currency, ads: marked, memoryToken: memory.token };
    const held = await fillShop(fixture, { shopId: shop.id, token, mark }, account);
    return { ...held, key_id: key.body.data.id, chat_id: '47110815' };
  };
  return {
    fixture,
    tokenOf,
    near: await fill(0, 'nearby'),
    far: await fill(1, 'faraway'),
    async close() {
      await fixture.close();
      await transport.close();
      await ads.close();
    },
  };
}
