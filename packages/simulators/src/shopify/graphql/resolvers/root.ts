import { offsetMinutes } from '../../../world/calendar.ts';
import type { BulkOperation } from '../../bulk/operation.ts';
import { orderSorter } from '../../search/order-sort.ts';
import { INVENTORY_ITEM_KEYS, ORDER_KEYS, PRODUCT_KEYS } from '../../search/resources.ts';
import { textKey } from '../../search/match.ts';
import { presentmentCurrencies } from '../../state/exchange.ts';
import { gid } from '../../state/ids.ts';
import type { Order } from '../../state/order-types.ts';
import { accessDenied } from '../errors.ts';
import type { RequestContext } from '../context.ts';
import type { Arguments } from '../plan.ts';
import type { TypeResolvers } from '../resolver-types.ts';
import { searched } from '../searched.ts';
import { WEBHOOK_RESOLVERS } from './webhooks.ts';

const SIXTY_DAYS = 60 * 86_400_000;

/** Orders this app may see: all of them with read_all_orders, else the last 60 days. */
function visibleOrders(context: RequestContext): Order[] {
  const { session, now } = context;
  const orders = session.shop.liveOrders();
  if (session.scopes.has('read_all_orders')) return orders;
  return orders.filter((order) => order.createdAt >= now - SIXTY_DAYS);
}

function orders(args: Arguments, context: RequestContext): Order[] {
  const visible = visibleOrders(context).filter(
    (order) => !args.query || order.updatedAt <= context.now - context.session.searchLagMs,
  );
  const free = (order: Order) => `#${order.seq} ${order.customer?.email ?? ''}`;
  const found = searched('orders', visible, args, ORDER_KEYS, free, context);
  return found.sort(orderSorter(args.sortKey as string, args.reverse === true));
}

function bulkOperations(args: Arguments, context: RequestContext): BulkOperation[] {
  const keys = {
    status: textKey<BulkOperation>((row) => row.status.toLowerCase()),
    operation_type: textKey<BulkOperation>((row) => row.type.toLowerCase()),
  };
  context.session.bulk.settle(context.now);
  const all = [...context.session.bulk.all()].reverse();
  const found = searched('bulkOperations', all, args, keys, (row) => row.id, context);
  return args.reverse === true ? found.reverse() : found;
}

const NODE_SCOPES: Readonly<Record<string, string>> = {
  Order: 'read_orders',
  Product: 'read_products',
  ProductVariant: 'read_products',
  InventoryItem: 'read_inventory',
  Customer: 'read_customers',
};

function node(id: string, context: RequestContext): unknown {
  const { session } = context;
  const type = /^gid:\/\/shopify\/(\w+)\//.exec(id)?.[1] ?? '';
  const scope = NODE_SCOPES[type];
  if (scope && !session.scopes.has(scope)) throw accessDenied('node', scope);
  if (type === 'Order') return visibleOrders(context).find((order) => order.id === id) ?? null;
  if (type === 'BulkOperation') return session.bulk.look(id, context.now);
  if (type === 'Location') return id === session.location.id ? session.location : null;
  if (type === 'Customer') {
    return [...session.shop.customers.values()].find((row) => row.id === id) ?? null;
  }
  const { catalog } = session.shop;
  const variants = catalog.flatMap((product) => product.variants);
  const pool = [...catalog, ...variants, ...variants.map((variant) => variant.item)];
  return pool.find((row) => row.id === id) ?? null;
}

const QueryRoot: TypeResolvers<unknown> = {
  shop: (_, __, { session }) => session.shop,
  orders: (_, args, context) => orders(args, context),
  ordersCount: (_, args, context) => ({ count: orders(args, context).length, precision: 'EXACT' }),
  order: (_, { id }, context) => node(String(id), context),
  node: (_, { id }, context) => node(String(id), context),
  nodes: (_, { ids }, context) => (ids as string[]).map((id) => node(id, context)),
  product: (_, { id }, context) => node(String(id), context),
  productVariant: (_, { id }, context) => node(String(id), context),
  products: (_, args, context) =>
    searched(
      'products',
      context.session.shop.catalog,
      args,
      PRODUCT_KEYS,
      (row) => row.title,
      context,
    ),
  productVariants: (_, __, { session }) => session.shop.catalog.flatMap((row) => row.variants),
  inventoryItems: (_, args, context) => {
    const items = context.session.shop.catalog.flatMap((row) => row.variants.map((v) => v.item));
    const free = (item: (typeof items)[number]) => item.variant.sku;
    return searched('inventoryItems', items, args, INVENTORY_ITEM_KEYS, free, context);
  },
  locations: (_, __, { session }) => [session.location],
  location: (_, { id }, { session }) =>
    !id || id === session.location.id ? session.location : null,
  customers: (_, __, { session }) => [...session.shop.customers.values()],
  currentAppInstallation: (_, __, { session }) => ({
    __typename: 'AppInstallation',
    id: gid('AppInstallation', session.shop.prefix),
    accessScopes: [...session.scopes].map((handle) => ({ handle, description: handle })),
  }),
  bulkOperation: (_, { id }, { session, now }) => session.bulk.look(String(id), now),
  bulkOperations: (_, args, context) => bulkOperations(args, context),
  currentBulkOperation: (_, __, { session, now }) => {
    const last = [...session.bulk.all()].at(-1);
    return last ? session.bulk.look(last.id, now) : null;
  },
  job: (_, { id }) => ({ id, done: true }),
};

const PLAN = { publicDisplayName: 'Basic', partnerDevelopment: false, shopifyPlus: false };

const Shop: TypeResolvers<RequestContext['session']['shop']> = {
  id: ({ prefix }) => gid('Shop', prefix),
  name: ({ profile }) => profile.name,
  myshopifyDomain: ({ profile }) => profile.domain,
  url: ({ profile }) => `https://${profile.domain}`,
  email: ({ profile }) => `owner@${profile.key}.example.com`,
  contactEmail: ({ profile }) => `owner@${profile.key}.example.com`,
  currencyCode: ({ profile }) => profile.currency,
  ianaTimezone: ({ profile }) => profile.timezone,
  timezoneOffset: ({ profile }, _, { now }) => offsetText(offsetMinutes(now, profile.timezone)),
  timezoneOffsetMinutes: ({ profile }, _, { now }) => offsetMinutes(now, profile.timezone),
  taxesIncluded: ({ profile }) => profile.taxesIncluded,
  enabledPresentmentCurrencies: ({ profile }) => [
    profile.currency,
    ...presentmentCurrencies(profile.currency),
  ],
  plan: () => PLAN,
  createdAt: () => Date.parse('2023-01-01T00:00:00Z'),
  updatedAt: (_, __, { now }) => now,
};

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${hours}${String(size % 60).padStart(2, '0')}`;
}

export const ROOT_RESOLVERS = { QueryRoot: { ...QueryRoot, ...WEBHOOK_RESOLVERS }, Shop };
