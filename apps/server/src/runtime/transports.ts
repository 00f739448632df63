import { PlatformError } from '@commerce/core';
import type { EngineContext } from '@commerce/engine';
import { createHttpTransport, type Transport } from '@commerce/platforms';
import { reachMeta, reachShopify } from '@commerce/simulators';
import type { ServerLog } from '../log/create-log.ts';

/** Where the simulated platforms of the demo are, or null while they do not run. */
export interface SimulatorOrigins {
  shopify: string;
  meta: string;
}

export interface Transports {
  transportFor: EngineContext['transportFor'];
  close(): Promise<void>;
}

/** Leads a platform's addresses to its simulator. */
const REACH: Readonly<Record<string, (origins: SimulatorOrigins) => (url: URL) => URL>> = {
  shopify: ({ shopify }) => reachShopify(shopify),
  meta: ({ meta }) => reachMeta(meta),
};

/**
 * The network: real platforms at their own addresses, simulated accounts at the simulators and nowhere else.
 * `simulators` is asked with every request, because they may start after this.
 */
export function createTransports(
  log: ServerLog,
  simulators: () => SimulatorOrigins | null,
): Transports {
  const onExchange = (exchange: {
    method: string;
    url: string;
    status: number | null;
    ms: number;
  }) => log.debug({ ...exchange }, 'Asked a platform');
  const real = createHttpTransport({ onExchange });
  const opened: { close(): Promise<void> }[] = [real];
  const simulated = new Map<string, Transport>();

  function simulatedTransport(platform: string): Transport {
    const rewrite = (url: URL): URL => {
      const origins = simulators();
      const reach = REACH[platform];
      if (origins && reach) return reach(origins)(url);
      throw new PlatformError(
        'unavailable',
        'This account is simulated, and the simulators run only while `npm start` does. What was read is kept',
      );
    };
    const http = createHttpTransport({ rewrite, onExchange });
    opened.push(http);
    return { request: async (request) => await http.request(request) };
  }

  return {
    transportFor({ platform, simulated: isSimulated }) {
      if (!isSimulated) return real;
      const known = simulated.get(platform) ?? simulatedTransport(platform);
      simulated.set(platform, known);
      return known;
    },
    async close() {
      await Promise.all(opened.map((transport) => transport.close()));
    },
  };
}
