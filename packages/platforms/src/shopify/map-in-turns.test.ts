import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mapInTurns } from './map-in-turns.ts';
import type { Page } from '../platform/stream.ts';

const page = (ids: readonly string[]): Page => ({
  records: ids.map((id) => ({ external_id: id, payload: `{"id":"${id}"}` })),
  rows: { products: ids.map((id) => ({ external_id: id })) as never },
});

it('makes the same page as mapping everything at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string(), { maxLength: 100 }), async (ids) => {
      expect(await mapInTurns(ids, page)).toEqual(page(ids));
    }),
    { numRuns: 30 },
  );
});

it('lets others run while a large page is mapped', async () => {
  let turns = 0;
  const counting = setImmediate(function count() {
    turns += 1;
    if (turns < 100) setImmediate(count);
  });
  await mapInTurns(
    Array.from({ length: 330 }, (_, id) => String(id)),
    page,
  );
  clearImmediate(counting);
  expect(turns).toBeGreaterThan(5);
});
