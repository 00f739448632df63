import { AppError, type JobKind } from '@commerce/core';
import { type EngineContext, enqueueSync, type ShopView } from '@commerce/engine';
import { CommandError, wrongUsage } from '../command-error.ts';
import { CLI_EXIT } from '../exit-codes.ts';

export interface ReadWish {
  kind: JobKind;
  connectorId?: string | undefined;
  platform?: string | undefined;
  range: { from: string; to: string | null } | null;
}

/** `--from` and `--to` as a range. @throws CommandError when only the end is given */
export function rangeOf(options: { from?: string; to?: string }): ReadWish['range'] {
  if (options.from === undefined && options.to !== undefined) {
    throw wrongUsage('--to needs --from; nothing was queued');
  }
  return options.from === undefined ? null : { from: options.from, to: options.to ?? null };
}

/**
 * Queues reads for the shops. Of several shops those without a readable account are passed over; when none
 * has one that is an error.
 * @returns the jobs' ids, in flight ones included
 */
export async function askForReads(
  ctx: EngineContext,
  shops: readonly ShopView[],
  wish: ReadWish,
): Promise<string[]> {
  const ids: string[] = [];
  for (const shop of shops) {
    const accounts = wantedAccounts(shop, wish);
    for (const connectorId of accounts) {
      const { jobs } = await enqueueSync(ctx, {
        shopId: shop.id,
        connectorId,
        kind: wish.kind,
        range: wish.range,
      }).catch((error: unknown) => {
        const passed = error instanceof AppError && error.code === 'conflict';
        if (passed && wish.connectorId === undefined) return { jobs: [] };
        throw error;
      });
      ids.push(...jobs.map(({ id }) => id));
    }
  }
  if (ids.length > 0) return ids;
  throw new CommandError(
    'conflict',
    `No ${wish.platform ?? 'connected'} account of ${shops.length === 1 ? shops[0]?.name : 'any shop'} can be read over its API. Connect one (commerce connect), or reconnect it; commerce doctor says which need it`,
    CLI_EXIT.attention,
  );
}

function wantedAccounts({ connectors }: ShopView, { connectorId, platform }: ReadWish): string[] {
  return connectors
    .filter(({ id }) => connectorId === undefined || id === connectorId)
    .filter((connector) => platform === undefined || connector.platform === platform)
    .map(({ id }) => id);
}
