import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, PORTLAND, POLL, RUN, startCaller } from '../test-caller.ts';

const ORDERS = `{ orders { edges { node { __typename id name statusPageUrl
  currentTotalPriceSet { shopMoney { amount } }
  lineItems { edges { node { __typename id sku } } }
  agreements { edges { node { __typename id sales { edges { node { __typename id
    totalAmount { shopMoney { amount } } } } } } } } } } } }`;

let caller: Caller;
beforeEach(async () => {
  caller = await startCaller();
});
afterEach(() => caller.sim.close());

type Row = Record<string, string>;

describe('bulk operations', () => {
  it('go from CREATED over RUNNING to COMPLETED with string counts', async () => {
    const { data } = await caller.api(RUN, { query: ORDERS });
    const created = data.bulkOperationRunQuery.bulkOperation;
    expect(created).toMatchObject({
      status: 'CREATED',
      objectCount: '0',
      url: null,
      fileSize: null,
    });
    const running = (await caller.api(POLL, { id: created.id })).data.bulkOperation;
    expect(running).toMatchObject({
      status: 'RUNNING',
      url: null,
      completedAt: null,
      type: 'QUERY',
    });
    expect(Number(running.objectCount)).toBeGreaterThan(0);
    const done = (await caller.api(POLL, { id: created.id })).data.bulkOperation;
    expect(done).toMatchObject({ status: 'COMPLETED', errorCode: null, partialDataUrl: null });
    expect(done.completedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const text = await (await caller.file(done.url)).text();
    expect(String(Buffer.byteLength(text))).toBe(done.fileSize);
    expect(String(text.trimEnd().split('\n').length)).toBe(done.objectCount);
    expect(text.endsWith('}\n')).toBe(true);
    expect(new URL(done.url).searchParams.get('Expires')).toBe(
      String(Date.parse(done.completedAt) / 1000 + 7 * 86_400),
    );
  });

  it('answer null for an unknown id', async () => {
    const { data } = await caller.api(POLL, { id: 'gid://shopify/BulkOperation/404' });
    expect(data.bulkOperation).toBeNull();
  });

  it('deliver flat rows whose parents are elsewhere, the same on every run', async () => {
    const first = await caller.bulk(ORDERS);
    const text = await (await caller.file(first.url)).text();
    expect(text).toContain('gid:\\/\\/shopify\\/Order\\/');
    expect(text).not.toMatch(/[^\\]\//);
    const lines = text.trimEnd().split('\n');
    const children = lines.filter((line) => line.includes('__parentId'));
    expect(children.every((line) => /,"__parentId":"[^"]+"\}$/.test(line))).toBe(true);
    const rows = lines.map((line) => JSON.parse(line) as Row);
    const ids = new Set(rows.map((row) => row.id));
    expect(rows.every((row) => !row.__parentId || ids.has(row.__parentId))).toBe(true);
    const apart = rows.filter(
      (row, index) => row.__parentId && rows[index - 1]?.id !== row.__parentId,
    );
    expect(apart.length).toBeGreaterThan(children.length / 2);
    const again = await startCaller();
    const second = await again.bulk(ORDERS);
    expect(await (await caller.file(second.url)).text()).toBe(text);
    await again.sim.close();
  });

  it('group children behind their parent on request', async () => {
    const { url } = await caller.bulk(ORDERS, true);
    const rows = (await caller.rows(url)) as Row[];
    let order = '';
    const seen = new Set<string>();
    for (const row of rows) {
      if (row.__typename === 'Order') order = row.id as string;
      else expect(row.__parentId === order || seen.has(row.__parentId as string)).toBe(true);
      seen.add(row.id as string);
    }
    const orders = rows.filter((row) => row.__typename === 'Order');
    expect(orders.length).toBe(caller.sim.control.orders(PORTLAND).length);
  });

  it('say of an order what the API says of it', async () => {
    const money = '{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }';
    const fields = `__typename id tags statusPageUrl totalPriceSet ${money} netPaymentSet ${money}
      short: totalTaxSet { shopMoney { amount } } customer { id numberOfOrders }
      transactions { kind amountSet ${money} } refunds { id createdAt }
      shippingAddress { name zip } customerJourneySummary { ready lastVisit { landingPage } }`;
    const { url } = await caller.bulk(`{ orders { edges { node { ${fields} } } } }`);
    const rows = await caller.rows(url);
    const ids = rows.slice(0, 40).map((row) => row.id);
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Order { ${fields} } } }`;
    const { data } = await caller.api(query, { ids });
    expect(data.nodes).toEqual(rows.slice(0, 40));
  });

  it('finish without a link when nothing matches', async () => {
    const none = ORDERS.replace(
      'orders {',
      'orders(query: "created_at:<\'2020-01-01T00:00:00Z\'") {',
    );
    expect(await caller.bulk(none)).toMatchObject({
      status: 'COMPLETED',
      objectCount: '0',
      rootObjectCount: '0',
      url: null,
    });
  });

  it('run five at a time', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      const { data } = await caller.api(RUN, { query: ORDERS });
      ids.push(data.bulkOperationRunQuery.bulkOperation.id);
    }
    const { data } = await caller.api(RUN, { query: ORDERS });
    expect(data.bulkOperationRunQuery).toEqual({
      bulkOperation: null,
      userErrors: [
        {
          field: null,
          code: 'OPERATION_IN_PROGRESS',
          message: `A bulk query operation for this app and shop is already in progress: ${ids.join(', ')}.`,
        },
      ],
    });
    caller.sim.control.finishBulk(PORTLAND);
    expect((await caller.bulk(ORDERS)).status).toBe('COMPLETED');
  });

  it('can be canceled while open only', async () => {
    const cancel = `mutation ($id: ID!) { bulkOperationCancel(id: $id) {
      bulkOperation { id status } userErrors { field message } } }`;
    const { data } = await caller.api(RUN, { query: ORDERS });
    const { id } = data.bulkOperationRunQuery.bulkOperation;
    const canceling = (await caller.api(cancel, { id })).data.bulkOperationCancel;
    expect(canceling).toEqual({ bulkOperation: { id, status: 'CANCELING' }, userErrors: [] });
    const canceled = (await caller.api(POLL, { id })).data.bulkOperation;
    expect(canceled).toMatchObject({ status: 'CANCELED', completedAt: null });
    const done = await caller.bulk(ORDERS);
    expect((await caller.api(cancel, { id: done.id })).data.bulkOperationCancel).toEqual({
      bulkOperation: { id: done.id, status: 'COMPLETED' },
      userErrors: [
        { field: null, message: 'A bulk operation cannot be canceled when it is completed' },
      ],
    });
    const unknown = await caller.api(cancel, { id: 'gid://shopify/BulkOperation/404' });
    expect(unknown.data.bulkOperationCancel.userErrors).toEqual([
      { field: ['id'], message: 'Bulk operation does not exist' },
    ]);
  });

  it('fail as a whole when a field lacks its scope', async () => {
    caller.sim.control.setScopes(PORTLAND, ['read_orders', 'read_all_orders']);
    const query = ORDERS.replace('name', 'name customer { id }');
    expect(await caller.bulk(query)).toMatchObject({
      status: 'FAILED',
      errorCode: 'ACCESS_DENIED',
      url: null,
    });
  });

  it('end badly when ordered to', async () => {
    const { control } = caller.sim;
    control.failNext({ kind: 'bulk_failed' });
    expect(await caller.bulk(ORDERS)).toMatchObject({ status: 'FAILED', url: null });
    control.failNext({ kind: 'bulk_partial' });
    const partial = await caller.bulk(ORDERS);
    expect(partial).toMatchObject({ status: 'FAILED', errorCode: 'TIMEOUT', url: null });
    expect((await caller.rows(partial.partialDataUrl)).length).toBe(Number(partial.objectCount));
    control.failNext({ kind: 'bulk_zero_rows' });
    const hollow = await caller.bulk(ORDERS);
    expect(Number(hollow.objectCount)).toBeGreaterThan(0);
    expect(await caller.rows(hollow.url)).toEqual([]);
    control.failNext({ kind: 'bulk_url_expired' });
    const late = await caller.bulk(ORDERS);
    expect(late.status).toBe('COMPLETED');
    expect((await caller.file(late.url)).status).toBe(403);
    expect((await caller.bulk(ORDERS)).status).toBe('COMPLETED');
  });

  it('keep their files seven days and no forged link opens one', async () => {
    const { id, url } = await caller.bulk(ORDERS);
    expect((await caller.file(url)).headers.get('content-type')).toBe('application/jsonl');
    expect((await caller.file(url.replace(/Signature=.{8}/, 'Signature=00000000'))).status).toBe(
      403,
    );
    caller.sim.control.advance({ days: 7, seconds: 1 });
    expect((await caller.file(url)).status).toBe(403);
    const token = caller.sim.control.credentials(PORTLAND).staticToken;
    expect((await caller.api(POLL, { id }, token)).data.bulkOperation.status).toBe('EXPIRED');
  });
});
