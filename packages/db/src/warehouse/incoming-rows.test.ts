import fc from 'fast-check';
import { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase, testEngines } from '../testing.ts';
import { incomingRows } from './incoming-rows.ts';

const columns = { text: 'text', amount: 'numeric', flag: 'boolean', tree: 'jsonb' } as const;

const storable = fc
  .string({ unit: 'binary', maxLength: 12 })
  .filter((text) => !text.includes('\u0000'));
const row = fc.record({
  text: fc.option(
    fc.oneof(storable, fc.constantFrom('', 'NULL', 'null', '{}', '"', '\\', ',', ' a ')),
  ),
  amount: fc.option(fc.integer().map((value) => String(value / 100))),
  flag: fc.option(fc.boolean()),
  tree: fc.option(fc.constantFrom([], {}, ['a,"b"', { '\\': '{}' }], 'NULL', 0, false, [null])),
});

describe.each(testEngines())('rows inside a statement on %s', (engine) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase({ engine });
  });
  afterAll(() => test?.close());

  it('arrive as they were sent, whatever their texts hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
        const params: unknown[] = [];
        const { from, value } = incomingRows(rows, columns, params);
        const { text, amount, flag, tree } = value;
        const result = await test.db.executeQuery(
          CompiledQuery.raw(
            `select ${text} as text, ${amount}::text as amount, ${flag} as flag, ${tree} as tree from ${from}`,
            params,
          ),
        );
        expect(result.rows).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  it('hold U+FFFD for half a character, in text and in JSON', async () => {
    const params: unknown[] = [];
    const rows = [{ text: 'a\ud83d', tree: { a: ['b\ud83d', '\\ud83d'] } }];
    const { from, value } = incomingRows(rows, { text: 'text', tree: 'jsonb' }, params);
    const query = `select ${value.text} as text, ${value.tree} as tree from ${from}`;
    const result = await test.db.executeQuery(CompiledQuery.raw(query, params));
    expect(result.rows).toEqual([{ text: 'a\ufffd', tree: { a: ['b\ufffd', '\\ud83d'] } }]);
  });

  it('refuse a value that is not of its column instead of shifting its neighbours', async () => {
    const params: unknown[] = [];
    const rows = [{ amount: '1,000' }, { amount: '2' }];
    const { from, value } = incomingRows(rows, { amount: 'numeric' }, params);
    const query = CompiledQuery.raw(`select ${value.amount} from ${from}`, params);
    await expect(test.db.executeQuery(query)).rejects.toThrow(/invalid input syntax/);
  });
});
