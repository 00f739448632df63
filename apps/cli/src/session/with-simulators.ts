import type { EngineContext } from '@commerce/engine';
import { createHttpTransport, type Transport } from '@commerce/platforms';
import {
  readDemo,
  readRunning,
  type Runtime,
  type RunningWorld,
  startWorld,
  type WorldSettings,
} from '@commerce/server';
import { reachMeta, reachShopify } from '@commerce/simulators';
import type { Invocation } from '../command.ts';

/**
 * Runs `work` with the demo's simulators within reach: those of a running `npm start`, else started here with
 * the first request to a simulated account, for the time that `work` takes. Building them takes long, and most
 * commands ask no platform.
 */
export async function withSimulators<T>(
  { out }: Invocation,
  { config, ctx, database, log }: Runtime,
  work: (ctx: EngineContext) => Promise<T>,
): Promise<T> {
  const demo = database.role === 'owner' ? readDemo(config.dataDir) : null;
  if (demo === null || readRunning(config.dataDir)?.simulators) return await work(ctx);
  let started: Promise<Simulated> | undefined;
  async function start(settings: WorldSettings): Promise<Simulated> {
    const progress = out.progress("Starting the demo's simulators");
    const world = await startWorld(settings, (error) =>
      log.error({ error: error.message }, 'The simulators stopped'),
    );
    progress.end('running');
    return simulated(world);
  }
  const lazy = (platform: string, otherwise: Transport): Transport => ({
    request: async (request) => {
      const { byPlatform } = await (started ??= start(demo));
      return await (byPlatform[platform] ?? otherwise).request(request);
    },
  });
  try {
    return await work({
      ...ctx,
      transportFor(connector) {
        const usual = ctx.transportFor(connector);
        return connector.simulated ? lazy(connector.platform, usual) : usual;
      },
    });
  } finally {
    // One that never came up has nothing to close, and was told as the failure of who asked.
    await (await started?.catch(() => null))?.close();
  }
}

interface Simulated {
  byPlatform: Readonly<Record<string, Transport>>;
  close(): Promise<void>;
}

function simulated(world: RunningWorld): Simulated {
  const shopify = createHttpTransport({ rewrite: reachShopify(world.shopify.origin) });
  const meta = createHttpTransport({ rewrite: reachMeta(world.meta.origin) });
  return {
    byPlatform: { shopify, meta },
    async close() {
      await Promise.all([shopify.close(), meta.close()]);
      await world.close();
    },
  };
}
