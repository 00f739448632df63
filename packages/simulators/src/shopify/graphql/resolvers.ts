import { CATALOG_RESOLVERS } from './resolvers/catalog.ts';
import { MUTATION_RESOLVERS } from './resolvers/mutations.ts';
import { ORDER_RESOLVERS } from './resolvers/order.ts';
import { ORDER_MONEY_RESOLVERS } from './resolvers/order-money.ts';
import { ORDER_PART_RESOLVERS } from './resolvers/order-parts.ts';
import { ROOT_RESOLVERS } from './resolvers/root.ts';
import type { Resolver } from './resolver-types.ts';

/** How each modelled field is read from the state; other fields are read by name. */
export const RESOLVERS = {
  ...ROOT_RESOLVERS,
  ...MUTATION_RESOLVERS,
  ...ORDER_RESOLVERS,
  ...ORDER_PART_RESOLVERS,
  ...ORDER_MONEY_RESOLVERS,
  ...CATALOG_RESOLVERS,
} as unknown as Readonly<Record<string, Readonly<Record<string, Resolver<never>>> | undefined>>;
