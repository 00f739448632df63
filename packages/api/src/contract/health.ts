import { z } from '@hono/zod-openapi';

export const Health = z
  .object({
    status: z.enum(['ok', 'degraded', 'down']),
    version: z.string(),
    database: z.object({
      reachable: z.boolean(),
      engine: z.enum(['embedded', 'hosted']),
      latency_ms: z.number().nullable(),
    }),
    worker: z.object({
      running: z.boolean(),
      queued_jobs: z.int().nullable(),
      running_jobs: z.int().nullable(),
    }),
    /** null where no bot ever ran. */
    telegram_bot: z
      .enum(['running', 'connecting', 'conflict', 'unauthorized', 'stopped'])
      .nullable(),
  })
  .openapi('Health');
