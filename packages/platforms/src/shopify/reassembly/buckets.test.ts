import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Buckets } from './buckets.ts';

const folder = mkdtempSync(join(tmpdir(), 'buckets-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['in memory', 1_000],
  ['written out several times', 1_000_000],
])('give back every line of their bucket in its order, %s', async (_, length) => {
  const path = join(folder, 'deep', 'pile');
  const buckets = new Buckets(path, 3);
  const line = (n: number) => `${n}:${'x'.repeat(length)}`;
  for (let n = 0; n < 40; n += 1) {
    buckets.add(n % 2, Buffer.from(line(n)));
    await buckets.settle();
  }
  expect(existsSync(path)).toBe(length > 100_000);
  for (const bucket of [0, 1]) {
    const lines = (await buckets.take(bucket)).toString('utf8').split('\n');
    expect(lines.pop()).toBe('');
    expect(lines).toEqual(Array.from({ length: 20 }, (_unused, index) => line(index * 2 + bucket)));
  }
  expect(await buckets.take(2)).toHaveLength(0);
  await buckets.drop();
  expect(existsSync(path)).toBe(false);
});
