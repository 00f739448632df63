import { expect, it } from 'vitest';
import { activityPath, readActivityQuery } from './activity-query.ts';

const shop = '0b0e7a4e-7b1f-4b1e-9a51-0f1f6a3b2c1d';

it('reads back what it writes', () => {
  for (const query of [
    { view: 'executions', shop, entity: undefined, reads: false, cursor: 'abc=' },
    { view: 'timeline', shop, entity: '120 21/ö', reads: false, cursor: undefined },
    { view: 'audit', shop: undefined, entity: undefined, reads: true, cursor: undefined },
  ] as const) {
    const { searchParams } = new URL(activityPath(query), 'http://x');
    expect(readActivityQuery(Object.fromEntries(searchParams))).toEqual(query);
  }
  expect(activityPath({ view: 'executions' })).toBe('/activity');
});

it('passes over what makes no sense', () => {
  expect(
    readActivityQuery({
      ...{ view: 'x', shop: 'not a shop', entity: '1', reads: 'show', cursor: ['a', 'b'] },
    }),
  ).toEqual({
    ...{ view: 'executions', shop: undefined, entity: undefined, reads: false },
    cursor: undefined,
  });
  expect(readActivityQuery({ view: 'timeline', entity: 'x'.repeat(129) }).entity).toBeUndefined();
});
