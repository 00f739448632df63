import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, PORTLAND, startCaller } from '../test-caller.ts';

let caller: Caller;
beforeAll(async () => {
  caller = await startCaller({ historyDays: 45 });
});
afterAll(() => caller.sim.close());

const codes = async (query: string, variables?: Record<string, unknown>) => {
  const { errors, extensions } = await caller.api(query, variables);
  expect(extensions).toBeUndefined();
  return errors.map((error: { extensions?: { code: string } }) => error.extensions?.code);
};

describe('invalid requests', () => {
  it('are answered in the platform’s own shapes', async () => {
    expect((await caller.api('query Q { shop { nom } }')).errors).toEqual([
      {
        message: "Field 'nom' doesn't exist on type 'Shop'",
        locations: [{ line: 1, column: 18 }],
        path: ['query Q', 'shop', 'nom'],
        extensions: { code: 'undefinedField', typeName: 'Shop', fieldName: 'nom' },
      },
    ]);
    expect(await codes('{ order { id } }')).toEqual(['missingRequiredArguments']);
    expect(await codes('{ shop }')).toEqual(['selectionMismatch']);
    expect(await codes('{ shop { name { x } } }')).toEqual(['selectionMismatch']);
    expect(await codes('{ orders(colour: 1, first: 1) { nodes { id } } }')).toEqual([
      'argumentNotAccepted',
    ]);
    expect(await codes('{ order(id: $id) { id } }')).toEqual(['variableNotDefined']);
    expect(await codes('query ($a: Int) { shop { name } }')).toEqual(['variableNotUsed']);
    expect(await codes('query ($id: ID!) { order(id: $id) { id } }')).toEqual(['INVALID_VARIABLE']);
    expect((await caller.api('{ shop {')).errors[0].message).toMatch(
      /^syntax error, unexpected end/,
    );
  });

  it('for fields that the simulator does not model fail loudly', async () => {
    const answer = await caller.api('mutation { orderClose(input: { id: "x" }) { order { id } } }');
    expect(answer.data.orderClose).toBeNull();
    expect(answer.errors[0].message).toMatch(/does not model Mutation.orderClose/);
  });

  it('without a page size or with a bad timestamp are bad requests', async () => {
    for (const args of ['', '(first: 1, query: "created_at:>=2026-13-45")', '(first: 999)']) {
      const answer = await caller.api(`{ orders${args} { nodes { id } } }`);
      expect(answer.errors[0].extensions.code).toBe('BAD_REQUEST');
      expect(answer.data).toBeNull();
    }
  });
});

describe('reading', () => {
  it('pages through all orders without loss or repetition', async () => {
    const query = `query ($after: String) { orders(first: 50, after: $after, sortKey: UPDATED_AT) {
      edges { cursor node { id updatedAt } } pageInfo { hasNextPage endCursor } } }`;
    const seen: { id: string; updatedAt: string }[] = [];
    let after: string | null = null;
    for (let page = 0; page < 30; page++) {
      const { data } = await caller.api(query, { after });
      seen.push(...data.orders.edges.map((edge: { node: never }) => edge.node));
      after = data.orders.pageInfo.endCursor;
      if (!data.orders.pageInfo.hasNextPage) break;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.length).toBe(caller.sim.control.orders(PORTLAND).length);
    const times = seen.map(({ updatedAt }) => updatedAt);
    expect(times).toEqual([...times].sort());
  });

  it('filters by time, state and id and warns of unknown keys', async () => {
    const find = async (query: string) =>
      caller.api(
        'query ($q: String) { orders(first: 250, query: $q) { nodes { id test createdAt cancelledAt } } }',
        {
          q: query,
        },
      );
    const since = '2026-11-01T00:00:00Z';
    const recent = (await find(`created_at:>='${since}' AND test:false -status:cancelled`)).data;
    expect(recent.orders.nodes.length).toBeGreaterThan(20);
    for (const row of recent.orders.nodes) {
      expect([row.createdAt >= since, row.test, row.cancelledAt]).toEqual([true, false, null]);
    }
    const { id } = recent.orders.nodes[0];
    const number = id.split('/').at(-1);
    expect((await find(`id:${number}`)).data.orders.nodes).toHaveLength(1);
    const unknown = await find('colour:red');
    expect(unknown.data.orders.nodes.length).toBeGreaterThan(recent.orders.nodes.length);
    expect(unknown.extensions.search).toEqual([
      {
        path: ['orders'],
        query: 'colour:red',
        parsed: { field: 'colour', match_all: 'red' },
        warnings: [
          {
            field: 'colour',
            message: 'Invalid search field for this query.',
            code: 'invalid_field',
          },
        ],
      },
    ]);
  });

  it('answers the other roots', async () => {
    const order = caller.sim.control.orders(PORTLAND).find((row) => row.refunds.length > 0);
    const { data, errors } = await caller.api(
      `query ($ids: [ID!]!, $id: ID!) {
        shop { currencyCode ianaTimezone plan { publicDisplayName } }
        nodes(ids: $ids) { __typename ... on Order { refunds(first: 5) {
          refundLineItems(first: 5) { nodes { quantity subtotalSet { shopMoney { amount } } } } } } }
        order(id: $id) { id name }
        products(first: 10) { nodes { title variants(first: 5) { nodes { sku price
          inventoryItem { unitCost { amount } } } } } }
        inventoryItems(first: 3) { nodes { inventoryLevels(first: 1) { nodes {
          location { name } } } } }
        locations(first: 1) { nodes { id name isActive } }
        webhookSubscriptions(first: 5) { nodes { id } }
        bulkOperations(first: 5) { nodes { id } } }`,
      { ids: [order?.id, 'gid://shopify/Order/1'], id: 'gid://shopify/Order/1' },
    );
    expect(errors).toBeUndefined();
    expect(data.shop).toMatchObject({ currencyCode: 'USD', ianaTimezone: 'America/Los_Angeles' });
    expect(data.nodes[0].__typename).toBe('Order');
    expect([data.nodes[1], data.order]).toEqual([null, null]);
    expect(data.products.nodes[0].variants.nodes[0].price).toBe('68.00');
    expect(data.locations.nodes[0].name).toBe('Main warehouse');
  });
});

describe('cost', () => {
  it('follows the published model', async () => {
    const cost = async (query: string) => {
      const { extensions } = await caller.api(query);
      return [extensions.cost.requestedQueryCost, extensions.cost.actualQueryCost];
    };
    expect(await cost('{ shop { name } }')).toEqual([1, 1]);
    expect(await cost('{ orders(first: 1) { nodes { id } } }')).toEqual([3, 3]);
    expect((await cost('{ orders(first: 10) { nodes { id } } }'))[0]).toBe(6);
    expect((await cost('{ orders(first: 100) { nodes { id } } }'))[0]).toBe(11);
    expect((await cost('{ orders(first: 250) { nodes { id } } }'))[0]).toBe(13);
    const dear =
      '{ orders(first: 250) { nodes { lineItems(first: 250) { nodes { product { variants(first: 250) { nodes { id } } } } } } } }';
    const tooMuch = (await caller.api(dear)).errors[0];
    expect(tooMuch.extensions).toMatchObject({ code: 'MAX_COST_EXCEEDED', maxCost: 1000 });
    expect(tooMuch.message).toContain('exceeds the single query max cost limit (1000)');
  });

  it('throttles an empty bucket and refills it', async () => {
    caller.sim.control.drainBucket(PORTLAND, 0);
    const query = '{ orders(first: 250) { nodes { id lineItems(first: 50) { nodes { id } } } } }';
    const { errors, data, extensions } = await caller.api(query);
    expect(data).toBeUndefined();
    expect(errors).toEqual([
      {
        message: 'Throttled',
        extensions: {
          code: 'THROTTLED',
          documentation: 'https://shopify.dev/api/usage/rate-limits',
        },
      },
    ]);
    expect(extensions.cost.actualQueryCost).toBeNull();
    expect(extensions.cost.throttleStatus).toMatchObject({
      maximumAvailable: 2000,
      restoreRate: 100,
    });
    caller.sim.control.advance({ seconds: 5 });
    expect((await caller.api(query)).data.orders.nodes.length).toBeGreaterThan(0);
  });
});
