import { parentPort, workerData } from 'node:worker_threads';
import { startMetaSimulator, startShopifySimulator } from '@commerce/simulators';
import type { World, WorldSettings } from './world-settings.ts';

const { seed, bornAt, historyDays } = workerData as WorldSettings;
const birth = new Date(bornAt);

// The world is built as it was when the demo began and then moved on to now, so that each shop's first day
// stays the same in its own timezone, whenever this runs.
let built = false;
const now = () => (built ? new Date() : birth);

const firstDay = new Date(birth.getTime() - historyDays * 86_400_000).toISOString().slice(0, 10);
const meta = await startMetaSimulator({
  seed,
  firstDay,
  asyncSteps: [{ status: 'Job Completed', percent: 100 }],
});
const shopify = await startShopifySimulator({
  seed,
  historyDays,
  now,
  bulk: { polls: 1, afterMs: 0 },
});
built = true;

const world: World = {
  shopify: {
    origin: shopify.origin,
    apps: Object.fromEntries(
      shopify.control.domains().map((domain) => {
        const { clientId, clientSecret } = shopify.control.credentials(domain);
        return [domain, { clientId, clientSecret }];
      }),
    ),
  },
  meta: { origin: meta.origin, accessToken: meta.accessToken },
};
parentPort?.on('message', () => {
  void Promise.all([shopify.close(), meta.close()]).then(() => parentPort?.close());
});
parentPort?.postMessage(world);
