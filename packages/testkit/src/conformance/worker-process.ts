import { setTimeout as wait } from 'node:timers/promises';
import { createDatabase, createPool } from '@commerce/db';
import { tick } from '@commerce/engine';
import { createHttpTransport, type Transport } from '@commerce/platforms';
import { createTestContext } from '../create-test-context.ts';
import { createTestClock } from '../test-clock.ts';
import type { WorkerArguments } from './killed-workers.ts';
import type { PlatformSubject } from './platform-subject.ts';

// A worker in a process of its own. Says a line for every request, so that it can be killed in the middle.
const told = JSON.parse(process.argv[2] ?? '{}') as WorkerArguments;
const { subject } = (await import(told.module)) as { subject: PlatformSubject };
const http = createHttpTransport({ rewrite: subject.reach(told.origin) });
const transport: Transport = {
  async request(request) {
    process.stdout.write('request\n');
    await wait(told.requestDelayMs);
    return await http.request(request);
  },
};
const db = createDatabase(createPool({ connection: told.connection, max: 2 }));
const ctx = createTestContext({
  db,
  platforms: [subject.platform],
  clock: createTestClock(told.now),
  transport,
  settings: { scratchDir: told.scratchDir },
});
await tick(ctx);
await http.close();
await db.destroy();
