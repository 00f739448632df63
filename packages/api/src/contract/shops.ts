import { KPI_NAMES } from '@commerce/core';
import { z } from '@hono/zod-openapi';
import { ConnectorStatus, Freshness, SyncNote } from './freshness.ts';
import { BasisDay, Kpi } from './metrics.ts';
import { CurrencyCode, Day, ShopId } from './primitives.ts';

export const Shop = z
  .object({
    id: ShopId,
    name: z.string(),
    currency: CurrencyCode,
    timezone: z.string(),
    is_demo: z.boolean(),
    is_default: z.boolean(),
    role: z.enum(['owner', 'manager', 'viewer']),
    connectors: z.array(ConnectorStatus),
    freshness: Freshness,
  })
  .openapi('Shop');

/** A shop with its figures over the last seven complete days, for comparison. Each shop keeps its own currency. */
export const ShopSummary = Shop.extend({
  basis_day: BasisDay,
  range: z.object({ from: Day, to: Day }),
  kpis: z.object(
    Object.fromEntries(KPI_NAMES.map((name) => [name, Kpi])) as Record<
      (typeof KPI_NAMES)[number],
      typeof Kpi
    >,
  ),
  /** Revenue of each day of the range, oldest first, for a sparkline; null = not collected. */
  revenue_trend: z.array(z.string().nullable()),
}).openapi('ShopSummary');

/** Either the app's client credentials (new apps) or a permanent token (apps made before 2026). */
export const ShopifyCredentials = z
  .object({
    shop_domain: z.string().min(3).max(255).openapi({ example: 'my-shop.myshopify.com' }),
    client_id: z.string().min(1).max(255).optional(),
    client_secret: z.string().min(1).max(255).optional(),
    access_token: z.string().min(1).max(512).optional(),
  })
  .refine(
    (value) => Boolean(value.access_token) !== Boolean(value.client_id && value.client_secret),
    {
      message: 'Give either client_id and client_secret, or access_token',
    },
  )
  .openapi('ShopifyCredentials');

export const CreateShop = z
  .object({
    /** Default: the name the shop has on Shopify. */
    name: z.string().trim().min(1).max(200).optional(),
    /** For a shop without Shopify, e.g. one fed by files; else taken from Shopify. */
    currency: CurrencyCode.optional(),
    timezone: z.string().max(64).optional(),
    shopify: ShopifyCredentials.optional(),
    is_default: z.boolean().optional(),
  })
  .refine((value) => value.shopify || (value.name && value.currency && value.timezone), {
    message: 'Give shopify credentials, or name, currency and timezone',
  })
  .openapi('CreateShop');

export const ConnectMeta = z
  .object({
    access_token: z.string().min(1).max(1024),
    app_secret: z.string().min(1).max(255).optional(),
    /** `act_123` or `123`. Leave out to get the list of accounts the token can see. */
    ad_account_ids: z
      .array(z.string().regex(/^(act_)?\d{1,32}$/))
      .min(1)
      .max(50)
      .optional(),
  })
  .openapi('ConnectMeta');

export const AccountChoice = z
  .object({
    external_account_id: z.string(),
    name: z.string(),
    currency: CurrencyCode,
    timezone: z.string(),
    warnings: z.array(z.string()),
    /** The same warnings by code. */
    coded_warnings: z.array(SyncNote),
  })
  .openapi('AccountChoice');

export const ConnectResult = z
  .object({
    connectors: z.array(ConnectorStatus),
    /** Filled when no ad_account_ids were given; empty for Shopify, whose credentials open one shop. */
    available_accounts: z.array(AccountChoice),
    warnings: z.array(z.string()),
    /** The same warnings by code. */
    coded_warnings: z.array(SyncNote),
  })
  .openapi('ConnectResult');
