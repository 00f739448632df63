import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withSystem } from '../database.ts';
import { createTestDatabase, type TestDatabase, testEngines } from '../testing.ts';
import { copyRows, readyRows } from './copy-rows.ts';
import type { TableShape } from './table-shape.ts';

interface Sample {
  id: number;
  text: string | null;
  amount: string | null;
  flag: boolean | null;
  tree: unknown;
}

const shape: TableShape<Sample> = {
  table: 'public.samples',
  key: ['id'],
  columns: { id: 'integer', text: 'text', amount: 'numeric', flag: 'boolean', tree: 'jsonb' },
};

const storable = fc
  .string({ unit: 'binary', maxLength: 12 })
  .filter((text) => !text.includes('\u0000'));
const hostile = ['', '\\N', '\\.', '\\', 'a\tb', '\r\n', '\b\f\v', ' a ', '\\x41', 'null'];
const values = fc.record({
  text: fc.option(fc.oneof(storable, fc.constantFrom(...hostile))),
  amount: fc.option(fc.integer().map((value) => String(value / 100))),
  flag: fc.option(fc.boolean()),
  tree: fc.option(fc.constantFrom([], {}, ['a\t"b"\n'], { '\\': '\\N' }, '\\N', 0, false, [null])),
});

describe.each(testEngines())('rows by COPY on %s', (engine) => {
  const tenant = { shopId: randomUUID(), connectorId: randomUUID() };
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase({ engine });
    await sql`create table public.samples (shop_id uuid, connector_id uuid, source text, id integer primary key,
      text text, amount numeric, flag boolean, tree jsonb)`.execute(test.db);
  });
  afterAll(() => test?.close());

  const copy = async (rows: readonly Sample[]) =>
    await withSystem(test.db, async (trx) => {
      const count = await copyRows(trx, await readyRows(tenant, shape, rows, { source: 'a\tb' }));
      return { count, stored: await sql<Sample>`select * from samples order by id`.execute(trx) };
    });
  const sample = (over: Partial<Sample>): Sample => {
    return { id: 1, text: null, amount: null, flag: null, tree: null, ...over };
  };

  it('arrive as they were sent, whatever their texts hold', async () => {
    const several = fc.array(values, { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(several, async (list) => {
        const rows = list.map((row, id) => ({ id, ...row }));
        const { count, stored } = await copy(rows);
        expect(count).toBe(rows.length);
        const { shopId: shop_id, connectorId: connector_id } = tenant;
        expect(stored.rows).toEqual(
          rows.map((row) => ({ shop_id, connector_id, source: 'a\tb', ...row })),
        );
        await sql`delete from samples`.execute(test.db);
      }),
      { numRuns: 60 },
    );
  });

  it('hold U+FFFD for half a character, in text and in JSON', async () => {
    const { stored } = await copy([sample({ text: 'a\ud83d', tree: ['b\ud83d', '\\ud83d'] })]);
    expect(stored.rows).toMatchObject([{ text: 'a\ufffd', tree: ['b\ufffd', '\\ud83d'] }]);
    await sql`delete from samples`.execute(test.db);
  });

  it.each([
    ['a text with NUL', { text: 'a\u0000b' }],
    ['what is no number', { amount: '1,000' }],
  ])('refuse %s, name the reason, and leave the connection usable', async (_, over) => {
    const rows = Array.from({ length: 200 }, (_, id) => sample({ id }));
    await expect(copy([...rows, sample({ id: 200, ...over })])).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/cannot be stored \(invalid (byte sequence|input syntax)/),
    });
    expect((await copy([])).stored.rows).toEqual([]);
  });

  it('fail when one is stored already', async () => {
    await expect(copy([sample({}), sample({})])).rejects.toMatchObject({ code: '23505' });
  });
});
