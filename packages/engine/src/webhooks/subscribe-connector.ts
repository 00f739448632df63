import { AppError, PlatformError, type SyncNote, syncNote } from '@commerce/core';
import { sql } from 'kysely';
import { openConnection } from '../connectors/open-connection.ts';
import type { EngineContext } from '../context.ts';

/** How long an answer about subscriptions is believed. */
const CHECKED_EVERY_MS = 24 * 3600_000;
const CONNECTORS_PER_CALL = 20;

/**
 * Asks the platform to deliver changes of an account to this server, at most once a day, when the server has
 * a public https address. Deliveries only make reads more timely: what the platform refuses becomes a warning
 * on the connector, and nothing is thrown.
 */
export async function subscribeConnector(
  ctx: EngineContext,
  input: { connectorId: string },
): Promise<void> {
  const origin = deliveryOrigin(ctx);
  if (origin === null) return;
  try {
    if (!(await claimCheck(ctx, input.connectorId))) return;
    await keepNote(ctx, input.connectorId, await subscribe(ctx, input.connectorId, origin));
  } catch (error) {
    ctx.log.warn(
      { connector: input.connectorId, error: String(error) },
      'Whether a platform delivers changes could not be checked',
    );
  }
}

/** Checks the subscriptions of accounts whose last check is a day old, a bounded number of them. */
export async function subscribeDue(ctx: EngineContext, signal?: AbortSignal): Promise<void> {
  const platforms = [...ctx.platforms.values()].filter(
    (platform) => platform.subscribeWebhooks !== undefined,
  );
  if (deliveryOrigin(ctx) === null || platforms.length === 0) return;
  const due = await ctx.db
    .selectFrom('app_dashboard.connectors')
    .select('id')
    .where(isDue(ctx))
    .where(
      'platform',
      'in',
      platforms.map(({ id }) => id),
    )
    .orderBy('webhooks_checked_at', (order) => order.asc().nullsFirst())
    .limit(CONNECTORS_PER_CALL)
    .execute();
  for (const { id } of due) {
    if (signal?.aborted) return;
    await subscribeConnector(ctx, { connectorId: id });
  }
}

function deliveryOrigin({ settings }: EngineContext): string | null {
  const { publicOrigin = null } = settings;
  return publicOrigin?.startsWith('https:') ? publicOrigin : null;
}

/** Simulated accounts live on this machine, which their simulator does not leave. */
function isDue(ctx: EngineContext) {
  const checkedBefore = new Date(ctx.now().getTime() - CHECKED_EVERY_MS);
  return sql<boolean>`mode = 'api' and not simulated and status in ('connected', 'failing')
    and coalesce(webhooks_checked_at <= ${checkedBefore}::timestamptz, true)`;
}

/** Two workers must not ask for the same subscription: the platform would refuse the second as a double. */
async function claimCheck(ctx: EngineContext, connectorId: string): Promise<boolean> {
  const result = await ctx.db
    .updateTable('app_dashboard.connectors')
    .set({ webhooks_checked_at: ctx.now() })
    .where('id', '=', connectorId)
    .where(isDue(ctx))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** @returns what the operator should know, or null when all is subscribed */
async function subscribe(
  ctx: EngineContext,
  connectorId: string,
  origin: string,
): Promise<SyncNote | null> {
  try {
    const { platform, connection, connector } = await openConnection(ctx, connectorId);
    const uri = `${origin}/api/webhooks/${connector.id}`;
    const refused = (await platform.subscribeWebhooks?.(connection, uri)) ?? [];
    if (refused.length === 0) return null;
    const topics = refused.map(({ topic, reason }) => `${topic} (${reason})`).join(', ');
    const text = `${platform.name} does not announce ${topics}; these changes arrive with the scheduled reads`;
    return syncNote('webhooks_refused', text, { platform: platform.name, topics });
  } catch (error) {
    if (!(error instanceof PlatformError || error instanceof AppError)) throw error;
    const reason = error.message;
    const text = `Changes are not announced to this server yet and arrive with the scheduled reads: ${reason}. It is tried again tomorrow`;
    return syncNote('webhooks_failed', text, { reason });
  }
}

async function keepNote(ctx: EngineContext, connectorId: string, note: SyncNote | null) {
  await ctx.db
    .updateTable('app_dashboard.connectors')
    .set({
      webhooks_warning: note?.text ?? null,
      webhooks_note: note && JSON.stringify(note),
      updated_at: ctx.now(),
    })
    .where('id', '=', connectorId)
    .execute();
}
