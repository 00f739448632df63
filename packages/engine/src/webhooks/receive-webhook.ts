import { createHash } from 'node:crypto';
import { AppError } from '@commerce/core';
import { type Trx, withSystem } from '@commerce/db';
import type { WebhookSignal } from '@commerce/platforms';
import { type ConnectorRecord, loadConnector } from '../connectors/connector-record.ts';
import { readCredentials } from '../connectors/credential-store.ts';
import type { EngineContext } from '../context.ts';
import { applySignal } from './apply-signal.ts';

export interface ReceiveWebhookInput {
  connectorId: string;
  /** Any case. */
  headers: Readonly<Record<string, string>>;
  /** The bytes as they came, before any parsing. */
  body: Uint8Array;
}

export interface ReceivedWebhook {
  topic: string;
  effect: WebhookSignal['effect'];
  /** True when this delivery was seen before; nothing happened then. */
  duplicate: boolean;
}

/**
 * Takes a platform's delivery: verified, remembered, and its effect applied, all in one transaction before
 * the platform gets its answer.
 * @throws AppError `not_found` for an unknown address, `unauthenticated` for a signature or an
 *   account that does not fit
 */
export async function receiveWebhook(
  ctx: EngineContext,
  input: ReceiveWebhookInput,
): Promise<ReceivedWebhook> {
  const connector = await findReceiver(ctx, input.connectorId);
  const signal = await verify(ctx, connector, input);
  return await withSystem(ctx.db, async (trx) => {
    const first = await remember(trx, ctx, connector, signal, input.body);
    if (first && connector.status !== 'disabled') await applySignal(trx, ctx, connector, signal);
    return { topic: signal.topic, effect: signal.effect, duplicate: !first };
  });
}

async function findReceiver(ctx: EngineContext, connectorId: string): Promise<ConnectorRecord> {
  const connector = await loadConnector(ctx.db, { connectorId }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  });
  if (connector && ctx.platforms.get(connector.platform)?.webhooks) return connector;
  throw new AppError('not_found', 'Nothing receives deliveries at this address');
}

async function verify(
  ctx: EngineContext,
  connector: ConnectorRecord,
  input: ReceiveWebhookInput,
): Promise<WebhookSignal> {
  const headers = Object.fromEntries(
    Object.entries(input.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const secrets = await readCredentials(ctx, connector);
  const reader = ctx.platforms.get(connector.platform)?.webhooks;
  const signal = reader?.read({ headers, body: input.body }, secrets) ?? null;
  const own = connector.externalAccountId;
  if (signal && (signal.account ?? own) === own) return signal;
  const fault = signal
    ? `of another account (${signal.account})`
    : 'with a signature that does not fit';
  ctx.log.warn({ connector: connector.id }, `A delivery ${fault} was refused`);
  throw new AppError('unauthenticated', 'The delivery was not accepted');
}

/** False when this delivery was stored before. */
async function remember(
  trx: Trx,
  ctx: EngineContext,
  connector: ConnectorRecord,
  signal: WebhookSignal,
  body: Uint8Array,
): Promise<boolean> {
  const now = ctx.now();
  const result = await trx
    .insertInto('app_dashboard.webhook_events')
    .values({
      shop_id: connector.shopId,
      connector_id: connector.id,
      event_id: signal.eventId,
      topic: signal.topic,
      body_sha256: createHash('sha256').update(body).digest('hex'),
      payload: asJsonText(body),
      received_at: now,
      processed_at: now,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'connector_id', 'event_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The body itself where it is JSON, else the text as a JSON string. */
function asJsonText(body: Uint8Array): string {
  const text = Buffer.from(body).toString('utf8').replaceAll('\0', '');
  try {
    JSON.parse(text);
    return text;
  } catch {
    return JSON.stringify(text);
  }
}
