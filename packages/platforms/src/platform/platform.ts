import type { ConnectorMode, JsonObject, PlatformKind, SyncNote } from '@commerce/core';
import type { z } from 'zod';
import type { PlatformActions } from './actions.ts';
import type { FileImport } from './file-import.ts';
import type { Connection } from './connection.ts';
import type { Stream } from './stream.ts';
import type { WebhookReader } from './webhook.ts';

/** What an account turned out to be when its credentials were first used. */
export interface AccountInfo {
  external_account_id: string;
  name: string;
  /** ISO 4217. */
  currency: string;
  /** IANA name; the account's days are days of this timezone. */
  timezone: string;
  /** What the token may do, as the platform names it. */
  scopes: string[];
  /** Things the operator should know or fix. */
  warnings: SyncNote[];
}

/**
 * Everything outside is a platform: one folder, one definition, the same files in each.
 * What a platform lacks is absent from `capabilities`.
 */
export interface Platform {
  /** Lower case, as stored in connectors.platform: `shopify`, `meta`. */
  id: string;
  name: string;
  kind: PlatformKind;
  modes: readonly ConnectorMode[];
  capabilities: readonly ('sync' | 'import' | 'webhooks' | 'actions' | 'accounts')[];
  /** Secrets the operator enters; stored encrypted, field by field. */
  credentials: z.ZodType<JsonObject>;
  /** Settings that are not secret: shop domain, account id, attribution preference. */
  config: z.ZodType<JsonObject>;
  docsUrl: string;
  /** Proves the credentials by using them. Throws PlatformError `credentials` or `permission`. */
  connect(connection: Connection): Promise<AccountInfo>;
  /** Accounts the credentials can see, for platforms where one login holds many. */
  listAccounts?(connection: Connection): Promise<AccountInfo[]>;
  /** How many days back the platform may still change figures it has reported; 0 where it does not. */
  restatementDays: number;
  /** The stream whose first read slice says from which day on the account's figures are collected. */
  primaryStream: string;
  streams: readonly Stream[];
  files?: FileImport;
  /** Writes; absent where the platform is only read. */
  actions?: PlatformActions;
  webhooks?: WebhookReader;
  /**
   * Asks for deliveries to `uri` (https) of everything that makes reads more timely, where that was not done.
   * Returns topics that were refused, with the platform's reason in words. Throws PlatformError.
   */
  subscribeWebhooks?(
    connection: Connection,
    uri: string,
  ): Promise<{ topic: string; reason: string }[]>;
}
