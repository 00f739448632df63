import { AppError } from '@commerce/core';
import { receiveWebhook } from '@commerce/engine';
import { z } from '@hono/zod-openapi';
import { WebhookReceipt } from '../contract/sync.ts';
import { endpoint } from '../endpoint/endpoint.ts';
import { limitRefused } from '../rate-limit/limit.ts';

const receive = endpoint({
  method: 'post',
  path: '/api/webhooks/{connector_id}',
  tag: 'Webhooks',
  summary: 'Deliveries of platforms',
  description:
    'For platforms, not for people: verified by the signature over the raw bytes, stored before the answer, ' +
    'and harmless to repeat.',
  access: 'public',
  limit: 'delivery',
  bodyLimit: 1024 * 1024,
  audit: { records: 'nothing', because: 'every delivery is kept itself, in webhook_events' },
  params: z.object({ connector_id: z.string().min(1).max(64) }),
  data: WebhookReceipt,
  errors: ['unauthenticated', 'not_found', 'unavailable'],
  async handle({ ctx, params, bytes, c }) {
    const delivery = {
      connectorId: params.connector_id,
      headers: Object.fromEntries(c.req.raw.headers),
      body: bytes,
    };
    const actor = { ...ctx.actor, type: 'webhook' as const, id: params.connector_id };
    const { duplicate } = await receiveWebhook({ ...ctx, actor }, delivery).catch(
      async (error: unknown) => {
        if (error instanceof AppError && error.code === 'unauthenticated') await limitRefused(c);
        throw error;
      },
    );
    return { received: true as const, duplicate };
  },
});

export const webhookEndpoints = [receive];
