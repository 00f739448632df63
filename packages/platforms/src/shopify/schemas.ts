import { AppError, type JsonObject } from '@commerce/core';
import { z } from 'zod';
import { shopDomain } from './shop-domain.ts';

const secret = z.string().trim().min(1).max(500);

const byClient = z.strictObject({
  client_id: secret,
  client_secret: secret,
  webhook_secret: secret.optional(),
});

const byToken = z.strictObject({
  access_token: secret,
  client_secret: secret.optional(),
  webhook_secret: secret.optional(),
});

const present = (fields: Record<string, string | undefined>): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
  );

/** Either a Dev Dashboard app (client credentials) or a permanent token of an older custom app. */
export const credentialsSchema: z.ZodType<JsonObject> = z
  .union([byClient, byToken], {
    error:
      'Give client_id and client_secret of a Dev Dashboard app, or the access_token of an existing custom app',
  })
  .transform(present);

export type ShopifyCredentials = z.infer<typeof byClient> | z.infer<typeof byToken>;

/** Credentials as they were stored; the stored fields may be a subset of what was typed. */
export const readCredentials = (stored: JsonObject): ShopifyCredentials | null => {
  const result = z.union([byClient, byToken]).safeParse(stored);
  return result.success ? result.data : null;
};

/** `shop_domain`: the shop's own `*.myshopify.com` host, normalised. */
export const configSchema = z.object({
  shop_domain: z.string().transform((text, context) => {
    try {
      return shopDomain(text);
    } catch (error) {
      const message = error instanceof AppError ? error.message : 'not a Shopify shop address';
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
  }),
});

/** Answer of the token endpoint; `scope` is a comma-separated list, `expires_in` seconds. */
export const tokenSchema = z.object({
  access_token: z.string().min(1),
  scope: z.string().default(''),
  expires_in: z.number().positive().default(86_399),
});

const costSchema = z.object({
  requestedQueryCost: z.number().nullish(),
  throttleStatus: z
    .object({
      maximumAvailable: z.number(),
      currentlyAvailable: z.number(),
      restoreRate: z.number(),
    })
    .nullish(),
});

const errorSchema = z.object({
  message: z.string().default(''),
  path: z.array(z.union([z.string(), z.number()])).nullish(),
  extensions: z
    .looseObject({ code: z.string().nullish(), requiredAccess: z.string().nullish() })
    .nullish(),
});

export type GraphqlError = z.infer<typeof errorSchema>;

/** What surrounds every GraphQL answer. `errors` is a bare text when the token is refused. */
export const envelopeSchema = z.object({
  data: z.unknown().optional(),
  errors: z.union([z.string(), z.array(errorSchema)]).nullish(),
  extensions: z
    .object({
      cost: costSchema.nullish(),
      search: z
        .array(
          z.object({
            warnings: z
              .array(
                z.object({
                  field: z.string().nullish(),
                  message: z.string(),
                  code: z.string().nullish(),
                }),
              )
              .default([]),
          }),
        )
        .nullish(),
    })
    .nullish(),
});

export type Envelope = z.infer<typeof envelopeSchema>;
export type QueryCost = z.infer<typeof costSchema>;

/** UnsignedInt64 arrives as a string. */
const count = z.union([z.string().regex(/^\d+$/), z.int().nonnegative()]).transform(Number);

export const operationSchema = z.object({
  id: z.string().min(1),
  status: z.string(),
  errorCode: z.string().nullish(),
  createdAt: z.string(),
  completedAt: z.string().nullish(),
  objectCount: count.nullish(),
  rootObjectCount: count.nullish(),
  fileSize: count.nullish(),
  url: z.string().nullish(),
  partialDataUrl: z.string().nullish(),
});

export type BulkOperation = z.infer<typeof operationSchema>;

const userErrors = z.array(
  z.object({
    field: z.array(z.string()).nullish(),
    message: z.string(),
    code: z.string().nullish(),
  }),
);

export const runSchema = z.object({
  bulkOperationRunQuery: z.object({
    bulkOperation: operationSchema.nullable(),
    userErrors,
  }),
});

export const pollSchema = z.object({ bulkOperation: operationSchema.nullable() });

export const runningSchema = z.object({
  bulkOperations: z.object({
    nodes: z.array(
      z.object({ id: z.string(), status: z.string(), createdAt: z.string(), query: z.string() }),
    ),
  }),
});

export const scopesSchema = z.object({
  currentAppInstallation: z
    .object({ accessScopes: z.array(z.object({ handle: z.string() })) })
    .nullable(),
});

export const shopSchema = scopesSchema.extend({
  shop: z.object({
    id: z.string(),
    name: z.string(),
    myshopifyDomain: z.string(),
    currencyCode: z.string().regex(/^[A-Z]{3}$/),
    ianaTimezone: z.string().min(1),
    plan: z
      .object({
        publicDisplayName: z.string().nullish(),
        partnerDevelopment: z.boolean().nullish(),
      })
      .nullish(),
  }),
});

export const countSchema = z.object({
  count: z.object({ count: z.number(), precision: z.string() }).nullable(),
});

export const webhookListSchema = z.object({
  webhookSubscriptions: z.object({
    nodes: z.array(z.object({ id: z.string(), topic: z.string(), uri: z.string() })),
  }),
});

export const webhookCreateSchema = z.object({
  webhookSubscriptionCreate: z.object({
    webhookSubscription: z.object({ id: z.string() }).nullable(),
    userErrors,
  }),
});
