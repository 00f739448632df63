import { createTestDatabase, type TestDatabase, testEngines } from '@commerce/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../exit-codes.ts';
import {
  cleanUp,
  interrupt,
  runScript,
  type StartProcess,
  temporaryDataDir,
} from '../test/start-process.ts';

const KEYS = `k1:${Buffer.alloc(32, 9).toString('base64')}`;
const SLOW = 120_000;

const script = (command: 'serveWeb' | 'runWorker'): string[] => [
  '--input-type=module',
  '-e',
  `const { loadConfig, ${command}, tellFailure } = await import('./apps/server/src/index.ts');
   const line = (text) => console.error(text);
   process.exit(await ${command}(loadConfig()).catch((error) => tellFailure(error, { line })));`,
];

afterAll(cleanUp);

describe('a hosted process', () => {
  it(
    'says so when the database cannot be reached, and ends',
    async () => {
      const web = runScript(script('serveWeb'), {
        DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none',
        COMMERCE_MASTER_KEYS: KEYS,
      });
      expect((await web.ended).code).toBe(EXIT.failed);
      expect(web.output()).toContain('127.0.0.1:1/none cannot be used');
      expect(web.output()).not.toContain('secret');
    },
    SLOW,
  );

  it(
    'does not make up a key when the key file is missing',
    async () => {
      const file = `${temporaryDataDir()}/missing.key`;
      const worker = runScript(script('runWorker'), {
        DATABASE_URL: 'postgres://127.0.0.1:1/none',
        COMMERCE_MASTER_KEY_FILE: file,
      });
      expect((await worker.ended).code).toBe(EXIT.usage);
      expect(worker.output()).toContain(file);
    },
    SLOW,
  );
});

// Only a server of its own lets several processes be equals.
if (testEngines().includes('postgres')) {
  describe('several processes on one Postgres', () => {
    let database: TestDatabase;
    const processes: StartProcess[] = [];

    beforeAll(async () => {
      database = await createTestDatabase({ engine: 'postgres', empty: true });
    });
    afterAll(async () => {
      await cleanUp();
      await database.close();
    });

    it(
      'migrate once, serve and work at the same time, and stop with 0',
      async () => {
        const { connectionString } = database.connection as { connectionString: string };
        const env = { DATABASE_URL: connectionString, COMMERCE_MASTER_KEYS: KEYS };
        const [one, two] = [runScript(script('serveWeb'), env), runScript(script('serveWeb'), env)];
        const worker = runScript(script('runWorker'), env);
        processes.push(one, two, worker);
        for (const web of [one, two]) {
          const [, origin] = await web.says(/Commerce web is running at (\S+)/);
          const response = await fetch(`${origin}/api/health`);
          const health = (await response.json()) as { data: { database: object } };
          expect(health.data.database).toMatchObject({ reachable: true, engine: 'hosted' });
        }
        await worker.says(/Commerce worker is running/);
        for (const process of processes) expect(await interrupt(process)).toBe(0);
      },
      SLOW,
    );
  });
}
