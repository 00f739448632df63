import { z } from '@hono/zod-openapi';
import { Freshness, SyncConnector, SyncNote } from './freshness.ts';
import { ConnectorId, Day, Instant } from './primitives.ts';

export const JobKind = z
  .enum(['HISTORICAL_INIT', 'HISTORICAL_REBUILD', 'INCREMENTAL'])
  .openapi('JobKind');

export const RequestSync = z
  .object({
    kind: JobKind.default('INCREMENTAL'),
    connector_id: ConnectorId.optional(),
    from: Day.optional(),
    to: Day.optional(),
  })
  .refine(
    (value) => !value.from === !value.to && (!value.from || (value.to as string) >= value.from),
    {
      message: 'Give both from and to, with from not after to, or neither',
    },
  )
  .openapi('RequestSync');

export const SyncSlice = z
  .object({
    id: z.uuid(),
    stream: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    status: z.enum(['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED']),
    expected: z.int().nullable(),
    received: z.int(),
    attempts: z.int(),
    notes: z.array(z.string()),
    /** The same notes by code. */
    coded_notes: z.array(SyncNote),
    error_code: z.string().nullable(),
    error_message: z.string().nullable(),
    started_at: Instant.nullable(),
    finished_at: Instant.nullable(),
  })
  .openapi('SyncSlice');

export const SyncJob = z
  .object({
    id: z.uuid(),
    connector_id: ConnectorId,
    platform: z.string(),
    connector_name: z.string(),
    kind: JobKind,
    status: z.enum(['QUEUED', 'IN_PROGRESS', 'SUCCEEDED', 'FAILED']),
    records_synced: z.int(),
    slices_total: z.int(),
    slices_done: z.int(),
    attempts: z.int(),
    error: z
      .object({ code: z.string(), message: z.string(), task: z.string().nullable() })
      .nullable(),
    requested_by: z.string(),
    created_at: Instant,
    started_at: Instant.nullable(),
    finished_at: Instant.nullable(),
    slices: z.array(SyncSlice),
  })
  .openapi('SyncJob');

export const RequestSyncResult = z
  .object({
    jobs: z.array(
      z.object({
        id: z.uuid(),
        connector_id: ConnectorId,
        kind: JobKind,
        status: z.string(),
        already_running: z.boolean(),
      }),
    ),
  })
  .openapi('RequestSyncResult');

export const SyncStatus = z
  .object({ freshness: Freshness, connectors: z.array(SyncConnector), jobs: z.array(SyncJob) })
  .openapi('SyncStatus');

/** `duplicate`: this delivery was stored before and nothing happened now. */
export const WebhookReceipt = z
  .object({ received: z.literal(true), duplicate: z.boolean() })
  .openapi('WebhookReceipt');
