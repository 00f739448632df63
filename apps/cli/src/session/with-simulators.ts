import type { EngineContext } from '@commerce/engine';
import { createHttpTransport, type Transport } from '@commerce/platforms';
import {
  readDemo,
  readRunning,
  type Runtime,
  type RunningWorld,
  startWorld,
} from '@commerce/server';
import { reachMeta, reachShopify } from '@commerce/simulators';
import type { Invocation } from '../command.ts';

/**
 * Runs `work` with the demo's simulators within reach: those of a running `npm start`, else started here for
 * the time it takes. Without a demo nothing is started.
 */
export async function withSimulators<T>(
  { out }: Invocation,
  { config, ctx, database, log }: Runtime,
  work: (ctx: EngineContext) => Promise<T>,
): Promise<T> {
  const demo = database.role === 'owner' ? readDemo(config.dataDir) : null;
  if (demo === null || readRunning(config.dataDir)?.simulators) return await work(ctx);
  const progress = out.progress("Starting the demo's simulators");
  const world = await startWorld(demo, (error) =>
    log.error({ error: error.message }, 'The simulators stopped'),
  );
  progress.end('running');
  const simulated = simulatedTransports(world);
  try {
    return await work({
      ...ctx,
      transportFor: (connector) =>
        (connector.simulated ? simulated.byPlatform[connector.platform] : undefined) ??
        ctx.transportFor(connector),
    });
  } finally {
    await simulated.close();
    await world.close();
  }
}

function simulatedTransports(world: RunningWorld) {
  const shopify = createHttpTransport({ rewrite: reachShopify(world.shopify.origin) });
  const meta = createHttpTransport({ rewrite: reachMeta(world.meta.origin) });
  const byPlatform: Readonly<Record<string, Transport>> = { shopify, meta };
  return {
    byPlatform,
    close: async () => void (await Promise.all([shopify.close(), meta.close()])),
  };
}
