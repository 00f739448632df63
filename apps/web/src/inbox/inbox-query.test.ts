import { describe, expect, it } from 'vitest';
import { inboxPath, readInboxQuery, VIEW_NAMES } from './inbox-query.ts';

const ID = '0b8f6c9e-1f0a-4c58-9d0e-0c8d1f1d2a11';

describe('the inbox’s address', () => {
  it('is read back as it was written', () => {
    for (const view of VIEW_NAMES) {
      const query = { view, shop: ID, cursor: 'abc=', open: ID };
      const { searchParams } = new URL(inboxPath(query), 'http://here.invalid');
      expect(readInboxQuery(Object.fromEntries(searchParams))).toEqual(query);
    }
  });

  it('is short for what is usual, and passes over what it does not know', () => {
    expect(inboxPath({ view: 'open' })).toBe('/inbox');
    expect(readInboxQuery({ view: 'toString', shop: '../x', cursor: ['a', 'b'] })).toEqual({
      view: 'open',
      shop: undefined,
      cursor: undefined,
      open: undefined,
    });
  });
});
