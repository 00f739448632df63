import type { GraphQLSchema } from 'graphql';
import { AccessTokens, credentialsFor } from './access-tokens.ts';
import { Bucket, type RateLimit } from './bucket.ts';
import { type BulkPace, BulkOperations } from './bulk/operations.ts';
import type { ResultStorage } from './bulk/storage.ts';
import { ALL_SCOPES } from './graphql/scopes.ts';
import { gid } from './state/ids.ts';
import type { Shop } from './state/shop.ts';
import { Webhooks } from './webhooks/subscriptions.ts';

export interface SessionSettings {
  seed: string;
  rateLimit: RateLimit;
  bulkPace: BulkPace;
  searchLagMs: number;
  allowLoopbackWebhooks: boolean;
}

/** One shop as its app sees it: state, grants, limits, bulk operations and subscriptions. */
export class ShopSession {
  readonly shop: Shop;
  readonly schema: GraphQLSchema;
  readonly tokens: AccessTokens;
  readonly bucket: Bucket;
  readonly bulk: BulkOperations;
  readonly webhooks: Webhooks;
  readonly searchLagMs: number;
  readonly location: {
    __typename: 'Location';
    id: string;
    name: string;
    isActive: boolean;
    createdAt: number;
    updatedAt: number;
  };
  scopes: ReadonlySet<string> = new Set(ALL_SCOPES);

  constructor(
    shop: Shop,
    schema: GraphQLSchema,
    storage: ResultStorage,
    settings: SessionSettings,
  ) {
    this.shop = shop;
    this.schema = schema;
    this.tokens = new AccessTokens(credentialsFor(shop.profile.key, settings.seed));
    this.bucket = new Bucket(settings.rateLimit);
    this.searchLagMs = settings.searchLagMs;
    this.bulk = new BulkOperations(
      this,
      storage,
      settings.bulkPace,
      Number(`${shop.prefix}000001`),
    );
    this.webhooks = new Webhooks(
      shop.profile.domain,
      this.tokens.credentials.clientSecret,
      settings.allowLoopbackWebhooks,
    );
    const opened = Date.parse('2023-01-01T00:00:00Z');
    this.location = {
      __typename: 'Location',
      id: gid('Location', `${shop.prefix}60000001`),
      name: 'Main warehouse',
      isActive: true,
      createdAt: opened,
      updatedAt: opened,
    };
  }
}
