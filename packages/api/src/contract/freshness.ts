import { SYNC_NOTE_CODES } from '@commerce/core';
import { z } from '@hono/zod-openapi';
import { ConnectorId, CurrencyCode, Instant } from './primitives.ts';

/** Worst state over a shop's connectors. `syncing` does not hide staleness: `stale` says it apart. */
export const Freshness = z
  .object({
    state: z.enum(['fresh', 'stale', 'never_synced', 'needs_reauth', 'failing', 'no_connectors']),
    syncing: z.boolean(),
    stale: z.boolean(),
    /** The oldest of the connectors' last successes. */
    last_synced_at: Instant.nullable(),
    age_minutes: z.int().nullable(),
    max_staleness_minutes: z.int(),
  })
  .openapi('Freshness');

export const ConnectorStatus = z
  .object({
    id: ConnectorId,
    platform: z.string(),
    kind: z.enum(['sales', 'ads', 'analytics', 'payments']),
    mode: z.enum(['api', 'import', 'fixture']),
    name: z.string(),
    external_account_id: z.string(),
    currency: CurrencyCode.nullable(),
    timezone: z.string().nullable(),
    status: z.enum(['connected', 'needs_reauth', 'failing', 'disabled']),
    status_message: z.string().nullable(),
    simulated: z.boolean(),
    syncing: z.boolean(),
    stale: z.boolean(),
    last_synced_at: Instant.nullable(),
    next_sync_at: Instant.nullable(),
  })
  .openapi('ConnectorStatus');

/** Something to know, in English and by a code with its values for other languages. */
export const SyncNote = z
  .object({
    code: z.enum(SYNC_NOTE_CODES),
    /** `about`: the account it is about, where an answer speaks of several. */
    values: z.record(z.string(), z.string()),
    text: z.string(),
  })
  .openapi('SyncNote');

export const SyncConnector = ConnectorStatus.extend({
  /** Why it is failing or needs new credentials; null when it is well. */
  status_code: z.string().nullable(),
  /** What `status_message` says of an account that works. */
  status_notes: z.array(SyncNote),
}).openapi('SyncConnector');
