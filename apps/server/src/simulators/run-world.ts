import { parentPort, workerData } from 'node:worker_threads';
import {
  type JournalEntry,
  journalOf,
  type MetaSimulator,
  startMetaSimulator,
  startShopifySimulator,
} from '@commerce/simulators';
import { demoShops, demoStory } from '../demo/demo-story.ts';
import { appendJournal, openJournal } from './journal-file.ts';
import type { World, WorldAnswer, WorldSettings, WorldWish } from './world-settings.ts';

const settings = workerData as WorldSettings;
const { seed, bornAt, historyDays, journalFile } = settings;
const birth = new Date(bornAt);
const story = demoStory(settings);
const profiles = demoShops(settings);

// The world is built as it was when the demo began and then moved on to now, so that each shop's first day
// stays the same in its own timezone, whenever this runs.
let built = false;
const now = () => (built ? new Date() : birth);

const firstDay = new Date(birth.getTime() - historyDays * 86_400_000).toISOString().slice(0, 10);
const base = { seed, firstDay, asyncSteps: [{ status: 'Job Completed', percent: 100 }] as const };
const keep = (entry: JournalEntry) => appendJournal(journalFile, entry);

/** What happened to the ads before: by the story, and by whoever used this demo. */
const happened = (simulator: MetaSimulator): JournalEntry[] => [
  ...journalOf(story, simulator.control.entities(story.profile.adAccountId)),
  ...openJournal(journalFile),
];

const meta = await startMetaSimulator({ ...base, profiles, onChange: keep });
meta.control.replay(happened(meta));
const shopify = await startShopifySimulator({
  seed,
  historyDays,
  profiles,
  now,
  bulk: { polls: 1, afterMs: 0 },
});
built = true;

/** The story's ad account as it was at an earlier moment, for whoever follows it from there. */
interface Past {
  simulator: MetaSimulator;
  at: Date;
  changes: JournalEntry[];
}
let past: Past | null = null;

async function openPast(at: Date): Promise<string> {
  await closePast();
  const changes: JournalEntry[] = [];
  const opened: Omit<Past, 'simulator'> = { at, changes };
  const simulator = await startMetaSimulator({
    ...base,
    profiles: [story.profile],
    now: () => opened.at,
    onChange: (entry) => {
      keep(entry);
      changes.push(entry);
    },
  });
  simulator.control.replay(happened(simulator));
  past = Object.assign(opened, { simulator });
  return simulator.origin;
}

/** What was changed in the past has been so ever since. */
async function closePast(): Promise<void> {
  const closing = past;
  past = null;
  if (!closing) return;
  meta.control.replay(closing.changes);
  await closing.simulator.close();
}

async function answer(wish: WorldWish): Promise<{ origin?: string }> {
  switch (wish.verb) {
    case 'open-past':
      return { origin: await openPast(new Date(wish.at)) };
    case 'move-past':
      if (past) past.at = new Date(wish.at);
      return {};
    case 'close-past':
      await closePast();
      return {};
    case 'close':
      await Promise.all([shopify.close(), meta.close(), past?.simulator.close()]);
      return {};
  }
}

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
async function hear(wish: WorldWish): Promise<void> {
  const { id } = wish;
  const said = await answer(wish).then(
    (result): WorldAnswer => ({ id, ...result }),
    (error: unknown): WorldAnswer => ({ id, error: String(error) }),
  );
  parentPort?.postMessage(said);
  if (wish.verb === 'close') parentPort?.close();
}

parentPort?.on('message', (wish: WorldWish) => void hear(wish));
parentPort?.postMessage(world);
