import { createPool } from '../pool.ts';
import { openEmbedded } from './index.ts';

// Started by crash.test.ts and killed at any moment. Reports each commit after it was acknowledged.
const [dataDir = ''] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

const embedded = await openEmbedded({ dataDir, onHeld: 'fail', onProgress: say });
say('ready');
const pool = createPool({ connection: embedded.connection, max: 2 });
await pool.query('create table if not exists pairs (batch int, half int, filler text)');
const { rows } = await pool.query<{ last: number }>(
  'select coalesce(max(batch), 0) as last from pairs',
);
const client = await pool.connect();
for (let batch = (rows[0]?.last ?? 0) + 1; batch < 100_000; batch += 1) {
  await client.query('begin');
  await client.query(`insert into pairs select $1, 1, repeat('x', 20000)`, [batch]);
  await client.query(`insert into pairs select $1, 2, repeat('y', 20000)`, [batch]);
  await client.query('commit');
  say(`committed ${batch}`);
}
