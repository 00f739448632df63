import { describe, expect, it } from 'vitest';
import { adminSchema } from '../graphql/schema.ts';
import { bulkRuleViolations } from './rules.ts';

const check = (query: string) => bulkRuleViolations(adminSchema(), query);
const orders = (inner: string) => `{ orders { edges { node { ${inner} } } } }`;
const lines = 'lineItems { edges { node { id } } }';

describe('bulk query rules', () => {
  it('accepts five connections and depth two', () => {
    const agreements = 'agreements { edges { node { id sales { edges { node { id } } } } } }';
    const shipping = 'shippingLines { edges { node { id } } }';
    expect(check(orders(`id ${lines} ${shipping} ${agreements}`))).toEqual([]);
  });

  it('counts the root among at most five connections', () => {
    const five = `id ${lines} a: ${lines} b: ${lines} c: ${lines} d: ${lines}`;
    expect(check(orders(five))).toEqual(['Bulk queries cannot contain more than 5 connections.']);
  });

  it('stops below depth two', () => {
    const deep = `fulfillmentOrders { edges { node { id fulfillments { edges { node { id
      fulfillmentLineItems { edges { node { id } } } } } } } } }`;
    expect(check(orders(`id ${deep}`))).toEqual([
      'Bulk queries cannot contain connections with a nesting depth greater than 2.',
    ]);
  });

  it('refuses a connection inside a list', () => {
    const refunds = 'id refunds { id refundLineItems { edges { node { id } } } }';
    expect(check(orders(refunds))).toEqual([
      'Queries that contain a connection field within a list field are not currently supported.',
    ]);
  });

  it('wants edges and node', () => {
    expect(check('{ orders { nodes { id } } }')).toEqual([
      "All connection fields in a bulk query must select their contents using 'edges' > 'node', " +
        "e.g: 'orders { edges { node {'. Selecting via 'nodes' is not supported. " +
        "Invalid connection fields: 'orders'.",
    ]);
  });

  it('wants the id of a node that has connections', () => {
    const message =
      "The parent 'node' field for a nested connection must select the 'id' field without an " +
      "alias and must be of 'ID' return type. Connection fields without 'id': orders.";
    expect(check(orders(`name ${lines}`))).toEqual([message]);
    expect(check(orders(`key: id ${lines}`))).toEqual([message]);
  });

  it('refuses other forms', () => {
    expect(check('{ shop { name } }')).toEqual([
      'Bulk queries must contain at least one connection.',
    ]);
    expect(check('{ node(id: "gid://shopify/Order/1") { id } }')).toEqual([
      'Bulk queries cannot contain a top level `node` field.',
    ]);
    expect(check('mutation { bulkOperationCancel(id: "x") { bulkOperation { id } } }')).toEqual([
      'Invalid operation type. Only `query` operations are supported.',
    ]);
    expect(check('{ orders { edges { node { id }')).toEqual([
      'Invalid bulk query: syntax error, unexpected end of file',
    ]);
    const long = orders(`id ${'#'.repeat(65_536)}`);
    const bytes = Buffer.byteLength(long);
    expect(check(long)).toEqual([`Query is too large (${bytes} bytes; maximum is 65535 bytes)`]);
    expect(check(orders('id colour'))[0]).toMatch(/Field 'colour' doesn't exist on type 'Order'/);
  });

  it('reports several violations together', () => {
    expect(
      check(orders(`name ${lines} refunds { refundLineItems { nodes { id } } }`)),
    ).toHaveLength(3);
  });
});
