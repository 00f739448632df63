import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { assemble, type AssembleOptions, type AssemblyProof, UnplacedLine } from './assemble.ts';
import { INVENTORY_SHAPE, ORDER_SHAPE } from './shape.ts';

const scratchDir = mkdtempSync(join(tmpdir(), 'reassembly-'));
afterAll(() => rmSync(scratchDir, { recursive: true }));

const fixture = readFileSync(new URL('../fixtures/orders.jsonl', import.meta.url), 'utf8');
const lines = fixture.trim().split('\n');

async function* bytes(text: string, size = 997): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(text);
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
}

async function put(
  text: string,
  options: Partial<AssembleOptions> = {},
  chunk?: number,
): Promise<{ objects: string[]; proof: AssemblyProof; batches: number[] }> {
  const objects: string[] = [];
  const batches: number[] = [];
  const run = assemble(bytes(text, chunk), {
    shape: ORDER_SHAPE,
    scratchDir,
    size: text.length,
    batch: 1000,
    ...options,
  });
  for (;;) {
    const next = await run.next();
    if (next.done) return { objects: objects.sort(), proof: next.value, batches };
    objects.push(...next.value.map((object) => object.toString('utf8')));
    batches.push(next.value.length);
  }
}

const whole = await put(fixture);

describe('a flat bulk result', () => {
  it('becomes whole objects with their children in arrays', () => {
    expect(whole.proof).toMatchObject({
      roots: 10,
      repeated: 0,
      lines: lines.length,
      complete: true,
    });
    const order = JSON.parse(whole.objects.find((text) => text.includes('"#1009"')) as string);
    expect(order.lineItems).toHaveLength(2);
    expect(order.agreements.map(({ sales }: { sales: unknown[] }) => sales.length)).toEqual([
      1, 3, 1,
    ]);
    expect(JSON.stringify(order)).not.toContain('__parentId');
  });

  it('keeps every byte of the lines it is made of', () => {
    const text = whole.objects.find((object) => object.includes('"#1001"')) as string;
    const root = lines[0] as string;
    expect(text.startsWith(root.slice(0, -1))).toBe(true);
    expect(text).toContain((lines[1] as string).replace(/,"__parentId".*$/, '}'));
  });

  it('is the same for any order of lines and any cut of chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(lines, { minLength: lines.length }),
        fc.integer({ min: 50, max: 40_000 }),
        fc.integer({ min: 1, max: 60_000_000 }),
        async (shuffled, chunk, size) => {
          const { objects } = await put(`${shuffled.join('\n')}\n`, { size }, chunk);
          expect(objects).toEqual(whole.objects);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('comes in batches across buckets', async () => {
    const { batches } = await put(fixture, { batch: 3, size: 40_000_000 });
    expect(batches).toEqual([3, 3, 3, 1]);
  });

  it('takes the last of repeated roots and says so', async () => {
    const newer = (lines[0] as string).replace('"#1001"', '"#renamed"');
    const { objects, proof } = await put(`${fixture}${newer}\n${lines[1]}\n`);
    expect(proof).toMatchObject({ roots: 10, repeated: 1 });
    const order = JSON.parse(objects.find((text) => text.includes('#renamed')) as string);
    expect(order.lineItems).toHaveLength(1);
  });

  it('reads other line ends, marks, key orders and lines without ids', async () => {
    const text = [
      '{"name":"#1","id":"gid://shopify/Order/1"}',
      '{ "__parentId": "gid://shopify/Order/1", "id": "gid://shopify/LineItem/2", "title": "a" }',
      '{"code":"SAVE","__typename":"DiscountCodeApplication","__parentId":"gid://shopify/Order/1"}',
      '',
    ].join('\r\n');
    const { objects } = await put(`\uFEFF${text}`);
    expect(JSON.parse(objects[0] as string)).toMatchObject({
      name: '#1',
      lineItems: [{ title: 'a' }],
      discountApplications: [{ code: 'SAVE' }],
    });
  });

  it('reads lines with white space around them', async () => {
    const { objects } = await put(
      '  {"id":"gid://shopify/Order/1"} \t\r\n{"id":"gid://shopify/Order/2"}  ',
    );
    expect(objects.map((text) => JSON.parse(text))).toEqual([
      { id: 'gid://shopify/Order/1' },
      { id: 'gid://shopify/Order/2' },
    ]);
  });

  it('keeps children of two types that share a number apart', async () => {
    const parent = 'gid://shopify/OrderAgreement/5';
    const { objects } = await put(
      [
        { id: 'gid://shopify/ShippingLineSale/9', __parentId: parent },
        { id: 'gid://shopify/ProductSale/9', __parentId: parent },
        { __typename: 'OrderAgreement', id: parent, __parentId: 'gid://shopify/Order/1' },
        { __typename: 'Order', id: 'gid://shopify/Order/1' },
      ]
        .map((line) => JSON.stringify(line))
        .join('\n'),
    );
    expect(JSON.parse(objects[0] as string).agreements[0].sales).toEqual([
      { id: 'gid://shopify/ProductSale/9' },
      { id: 'gid://shopify/ShippingLineSale/9' },
    ]);
  });

  it('reads ids that carry a query', async () => {
    const { objects } = await put(
      '{"__typename":"InventoryItem","id":"gid:\\/\\/shopify\\/InventoryItem\\/5","sku":"A"}\n' +
        '{"__typename":"InventoryLevel","id":"gid:\\/\\/shopify\\/InventoryLevel\\/9?inventory_item_id=5","__parentId":"gid:\\/\\/shopify\\/InventoryItem\\/5"}\n',
      { shape: INVENTORY_SHAPE },
    );
    expect(JSON.parse(objects[0] as string).inventoryLevels).toHaveLength(1);
  });

  it('leaves nothing in the scratch directory', () => {
    expect(readdirSync(scratchDir)).toEqual([]);
  });
});

describe('a result that cannot be trusted', () => {
  const failure = async (text: string): Promise<UnplacedLine> =>
    put(text).then(
      () => expect.unreachable(),
      (error: UnplacedLine) => error,
    );

  it('is refused when its last line is cut off', async () => {
    const error = await failure(fixture.slice(0, -40));
    expect(error).toBeInstanceOf(UnplacedLine);
    expect(error.number).toBe(lines.length);
    expect(error.line).toContain('UnknownSale');
  });

  it('is refused when its last line is cut off at a brace inside it', async () => {
    const cut = '{"id":"gid://shopify/Order/9","totalPriceSet":{"shopMoney":{"amount":"1.0"}';
    const error = await failure(`${fixture}${cut}`);
    expect(error).toMatchObject({ number: lines.length + 1, line: cut });
  });

  it("is refused when a child's parent is missing, at both depths", async () => {
    const without = (text: string): string =>
      lines
        .filter((line) => !line.includes(text))
        .join('\n')
        .concat('\n');
    expect((await failure(without('Order\\/7002","legacy'))).message).toContain(
      'parent is missing',
    );
    expect(
      (
        await failure(
          without('"__typename":"OrderAgreement","id":"gid:\\/\\/shopify\\/SalesAgreement\\/6003"'),
        )
      ).line,
    ).toContain('"__parentId":"gid:\\/\\/shopify\\/SalesAgreement\\/6003"');
  });

  it('is refused when it is something else', async () => {
    expect((await failure('<html></html>\n')).number).toBe(1);
    expect(
      (await failure('{"__typename":"Product","id":"gid://shopify/Product/1"}\n')).message,
    ).toContain('neither Order');
    expect((await failure('[1]}\n')).number).toBe(1);
  });
});
