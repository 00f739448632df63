import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MoreChildren, orderTexts } from './page-text.ts';

const connection = (nodes: unknown[], hasNextPage = false): unknown => ({
  nodes,
  pageInfo: { hasNextPage },
});

describe('the orders of a page', () => {
  it('keep the bytes of every value', () => {
    const body = String.raw` {"data" : {"orders":{"nodes":[ {"id":"gid:\/\/1","rate":0.10,"big":12345678901234567890,"note":"a \"}] \\","lineItems":{"nodes":[{"id":"l","x":1.0}, {"id":"m"}],"pageInfo":{"hasNextPage":false}} } ],"pageInfo":{"hasNextPage":true}}} }`;
    expect(orderTexts(body)).toEqual([
      String.raw`{"id":"gid:\/\/1","rate":0.10,"big":12345678901234567890,"note":"a \"}] \\","lineItems":[{"id":"l","x":1.0},{"id":"m"}]}`,
    ]);
  });

  it('are those that JSON.parse sees, with plain lists', () => {
    const child = fc.record({ id: fc.string(), value: fc.jsonValue() });
    const order = fc.record({
      id: fc.string(),
      other: fc.jsonValue(),
      lines: fc.array(child),
      agreements: fc.array(fc.array(child)),
    });
    fc.assert(
      fc.property(fc.array(order), fc.constantFrom(0, 2), (orders, indent) => {
        const nodes = orders.map(({ id, other, lines, agreements }) => ({
          id,
          other,
          lineItems: connection(lines),
          agreements: connection(agreements.map((sales) => ({ sales: connection(sales) }))),
        }));
        const body = JSON.stringify({ extensions: {}, data: { orders: { nodes } } }, null, indent);
        const expected = orders.map(({ id, other, lines, agreements }) => ({
          id,
          other,
          lineItems: lines,
          agreements: agreements.map((sales) => ({ sales })),
        }));
        expect(orderTexts(body).map((text) => JSON.parse(text))).toEqual(
          JSON.parse(JSON.stringify(expected)),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('are refused when one of them has more children than the page', () => {
    const nodes = [{ id: 'a', agreements: connection([{ sales: connection([], true) }]) }];
    expect(() => orderTexts(JSON.stringify({ data: { orders: { nodes } } }))).toThrow(MoreChildren);
  });
});
