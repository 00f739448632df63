import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, type JsonObject, sumAmounts } from '@commerce/core';
import { afterAll, describe, expect, it } from 'vitest';
import type { FileProof } from '../platform/file-import.ts';
import type { Page } from '../platform/stream.ts';
import { imports } from './imports.ts';
import { mapOrders } from './map.ts';
import { assemble } from './reassembly/assemble.ts';
import { ORDER_SHAPE } from './reassembly/shape.ts';

const scratchDir = mkdtempSync(join(tmpdir(), 'shopify-import-'));
afterAll(() => rmSync(scratchDir, { recursive: true }));

const fixture = (name: string): string =>
  readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');

async function read(
  content: string | Uint8Array,
  currency: string | null = null,
  options: JsonObject = {},
): Promise<{ pages: Page[]; proof: FileProof }> {
  const path = join(scratchDir, 'file');
  writeFileSync(path, content);
  const pages: Page[] = [];
  const input = {
    path,
    fileName: 'file',
    currency,
    timezone: 'Asia/Seoul',
    options,
    scratchDir,
  };
  const run = imports.read(input);
  for (;;) {
    const next = await run.next();
    if (next.done) return { pages, proof: next.value };
    pages.push(next.value);
  }
}

const refusal = (content: string): Promise<AppError> =>
  read(content).then(
    () => expect.unreachable(),
    (error: AppError) => error,
  );

describe('a bulk result as a file', () => {
  const jsonl = fixture('orders.jsonl');

  it('gives the rows the API gives', async () => {
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(jsonl);
    }
    const texts: string[] = [];
    const options = { shape: ORDER_SHAPE, scratchDir, size: null, batch: 1000 };
    for await (const batch of assemble(bytes(), options)) texts.push(...batch.map(String));
    const { pages, proof } = await read(jsonl);
    const sorted = <T extends { external_id: string }>(rows: readonly T[]): T[] =>
      [...rows].sort((a, b) => (a.external_id < b.external_id ? -1 : 1));
    const api = mapOrders(texts, 'Asia/Seoul').rows;
    const file = pages[0]?.rows;
    expect(sorted(file?.orders ?? [])).toEqual(sorted(api.orders));
    expect(sorted(file?.line_items ?? [])).toEqual(sorted(api.line_items));
    expect(file?.ledger).toHaveLength(api.ledger.length);
    expect(proof.report).toMatchObject({
      format: 'shopify-bulk-jsonl',
      rows_read: 61,
      rows_kept: 61,
      currency: null,
      range: { from: '2026-01-04', to: '2026-01-06' },
    });
    expect(proof.report.warnings.join()).toContain('KRW, USD, JPY');
  });

  it('in UTF-16 is refused with what to do', async () => {
    const error = await read(Buffer.from(`\ufeff${jsonl}`, 'utf16le')).catch((cause) => cause);
    expect(error).toMatchObject({ code: 'invalid_file' });
    expect(error.message).toMatch(/^Line 1: the text is UTF-16/);
  });

  it('says where it states no time of change, as the export of the admin never does', async () => {
    const narrower = jsonl.replaceAll(/"updatedAt":"[^"]*",/g, '');
    const isUndated = async (content: string) => (await read(content)).pages[0]?.undated ?? false;
    expect(await isUndated(jsonl)).toBe(false);
    expect(await isUndated(narrower)).toBe(true);
    expect(await isUndated(fixture('orders_export.csv'))).toBe(true);
  });

  it('leaves out an order it cannot read and names its line', async () => {
    const { pages, proof } = await read(jsonl.replace('"name":"#1003"', '"name":3'));
    expect(pages[0]?.rows.orders).toHaveLength(9);
    const line = jsonl.split('\n').findIndex((text) => text.includes('"#1003"')) + 1;
    expect(proof.report.skipped).toEqual([
      { reason: 'An order lacks a field every order has', count: 1, lines: [line] },
    ]);
  });

  it.each([
    ['is cut off', (text: string) => text.slice(0, -30), /^Line 61 is cut off/],
    [
      'lacks a parent',
      (text: string) => text.split('\n').slice(1).join('\n'),
      /^Line 1: .*parent is missing/,
    ],
    ['is an array', () => '[{"id":1}]', /^Line 1: this is a JSON array/],
    [
      'is an answer',
      () => '{"data":null,"errors":[]}',
      /^Line 1: this is an answer of the GraphQL/,
    ],
    ['is REST', () => '{\n  "id": 820982911946154508, "total_price": "1.00"}', /of the REST API/],
    [
      'stands over several lines',
      () => '{\n  "name": "#1001",\n  "id": "gid://shopify/Order/1"\n}\n',
      /^Line 1: this is JSON over several lines/,
    ],
    [
      'is nested too deeply',
      (text: string) =>
        `${text.split('\n')[0]?.slice(0, -1)},"x":"\\u0061","y":${'['.repeat(99_999)}${']'.repeat(99_999)}}\n`,
      /line 1: An order cannot be read/,
    ],
    [
      'holds other records',
      () => '{"__typename":"Product","id":"gid://shopify/Product/1"}\n',
      /^Line 1 is Product/,
    ],
    ['holds no readable order', () => '{"id":"gid://shopify/Order/1"}\n', /line 1: An order lacks/],
  ])('is refused when it %s', async (_, change, message) => {
    const error = await refusal(change(jsonl));
    expect(error).toBeInstanceOf(AppError);
    expect(error.code).toBe('invalid_file');
    expect(error.message).toMatch(message);
  });
});

describe("the admin's order export", () => {
  const csv = fixture('orders_export.csv');

  it('gives orders under the ids of the API, several lines each', async () => {
    const { pages, proof } = await read(csv);
    const rows = pages[0]?.rows;
    expect(rows?.orders?.map(({ external_id, name }) => [external_id, name])).toEqual([
      ['gid://shopify/Order/7002', '#1002'],
      ['gid://shopify/Order/7001', '#1001'],
      ['gid://shopify/Order/7003', '#1003'],
    ]);
    expect(rows?.orders?.[0]).toMatchObject({
      order_day: '2026-01-04',
      created_at: '2026-01-04T14:59:59Z',
      financial_status: 'PAID',
      fulfillment_status: 'UNFULFILLED',
      total: '76.86',
      taxes_included: false,
      discount_codes: ['SAVE10'],
      tags: ['vip', 'kr'],
      shipping_zip: '04524',
      risk_level: 'LOW',
      ledger_residual: '0',
    });
    expect(rows?.orders?.[1]).toMatchObject({ taxes_included: true, accepts_marketing: true });
    expect(rows?.orders?.[2]).toMatchObject({
      is_test: true,
      cancelled_at: '2026-01-05T02:00:00Z',
    });
    expect(
      rows?.line_items?.map(({ title, allocated_discount }) => [title, allocated_discount]),
    ).toEqual([
      ['Mug', '5'],
      ['Pen', '2'],
      ['티셔츠\n- S', '0'],
      ['Cap', '0'],
    ]);
    expect(proof.report.skipped).toEqual([
      { reason: '"ten" is not an amount', count: 1, lines: [7] },
      { reason: 'no order name', count: 1, lines: [8] },
      { reason: 'line of an order whose first line is missing', count: 1, lines: [9] },
    ]);
    expect(proof.report).toMatchObject({ rows_read: 7, rows_kept: 4, encoding: 'utf-8' });
  });

  it('derives a ledger that meets total minus refunds', async () => {
    const { pages, proof } = await read(csv);
    const ledger = pages[0]?.rows.ledger ?? [];
    const of = (id: number): typeof ledger =>
      ledger.filter(({ order_id }) => order_id === `gid://shopify/Order/${id}`);
    expect(sumAmounts(of(7002).map(({ amount }) => amount))).toBe('76.86');
    expect(sumAmounts(of(7002).map(({ tax_amount }) => tax_amount))).toBe('5.86');
    expect(
      of(7001).map(({ event_type, event_day, amount, tax_amount }) => [
        event_type,
        event_day,
        amount,
        tax_amount,
      ]),
    ).toEqual([
      ['sale', '2026-01-04', '39000', '3545'],
      ['refund', '2026-01-04', '-13000', '-1182'],
    ]);
    expect(proof.report.warnings.join()).toContain('1 refunds carry no date');
  });

  it('falls back to the name without ids and to the connector without currency', async () => {
    const text =
      'Name,Created at,Total,Lineitem name,Lineitem quantity,Lineitem price\n#7,2026-01-05 10:00:00 +0900,20000,Soap,2,10000\n';
    const { pages, proof } = await read(text, 'KRW');
    expect(pages[0]?.rows.orders?.[0]).toMatchObject({
      external_id: 'csv:#7',
      currency: 'KRW',
      total: '20000',
    });
    expect(proof.report.warnings.join()).toContain('1 orders have no Id');
    await expect(read(text, 'KRW', { account_id: 'a.myshopify.com' })).rejects.toThrow(
      /line 2: the order has no Id/,
    );
    await expect(read(text)).rejects.toThrow(/line 2: the currency is missing/);
  });

  const HEADINGS =
    'Name,Id,Currency,Created at,Subtotal,Shipping,Taxes,Total,Lineitem quantity,Lineitem name,Lineitem price,Phone';
  const line = (id: string, total: string, item: string): string =>
    `#${id},${id},KRW,2026-01-05 10:00:00 +0900,22000,3000,2500,${total},1,${item},`;

  it.each([
    ['a tip', '25500', [19_800, 2_700]],
    ['the rounding of cash', '24990', [19_800, 2_700]],
    ['the tax itself', '27500', [22_000, 3_000]],
    ['the tax and a tip', '28000', [22_000, 3_000]],
  ])('knows whether prices contain tax when the total also holds %s', async (_, total, gross) => {
    const { pages } = await read(`${HEADINGS}\n${line('8', total, 'Soap,22000')}\n`);
    const sold = pages[0]?.rows.ledger?.filter(({ line_type }) => line_type !== 'adjustment');
    expect(sold?.map(({ gross_amount }) => Number(gross_amount))).toEqual(gross);
  });

  it.each([
    ['with tax in its prices', '28500', 3500],
    ['without tax in its prices', '31000', 3500],
  ])('keeps a tip apart from goods, %s', async (_, total, tip) => {
    const text = `${HEADINGS}\n${line('8', total, 'Soap,22000')}\n#8,,,,,,,,1,Tip,${tip},\n`;
    const { pages } = await read(text);
    const { orders, ledger, line_items } = pages[0]?.rows ?? {};
    expect(orders).toMatchObject([{ total_tip: '3500', quantity: 1, ledger_residual: '0' }]);
    expect(ledger?.map((row) => [row.line_type, row.discount_amount])).toEqual([
      ['product', '0'],
      ['tip', '0'],
      ['shipping', '0'],
    ]);
    expect(line_items).toHaveLength(2);
  });

  it('counts what the subtotal holds beyond its lines as goods, and says so', async () => {
    const { pages, proof } = await read(`${HEADINGS}\n${line('8', '27500', 'Soap,9000')}\n`);
    const { orders, ledger } = pages[0]?.rows ?? {};
    const goods = ledger?.filter(({ line_type }) => line_type === 'product') ?? [];
    expect(goods.map(({ gross_amount }) => gross_amount)).toEqual(['9000', '13000']);
    expect(orders?.[0]?.ledger_residual).toBe('0');
    expect(proof.report.warnings.join()).toContain('1 orders are worth more than their lines');
  });

  it('takes a discount off shipping where the total says it was given there', async () => {
    const headings = HEADINGS.replace('Phone', 'Discount Amount');
    const text = [headings, `${line('8', '22000', 'Soap,22000')}3000`];
    const { pages } = await read(text.join('\n'));
    const { orders, ledger } = pages[0]?.rows ?? {};
    expect(ledger?.map((row) => [row.line_type, row.amount, row.discount_amount])).toEqual([
      ['product', '22000', '0'],
      ['shipping', '0', '3000'],
    ]);
    expect(orders?.[0]).toMatchObject({ taxes_included: true, ledger_residual: '0' });
  });

  it('takes the goods of an order back once when all of it was paid back', async () => {
    const headings = HEADINGS.replace('Phone', 'Refunded Amount');
    const { pages } = await read(`${headings}\n${line('8', '25000', 'Soap,22000')}25000\n`);
    const goods = pages[0]?.rows.ledger?.filter(({ line_type }) => line_type === 'product') ?? [];
    expect(goods.map(({ amount, tax_amount }) => [amount, tax_amount])).toEqual([
      ['22000', '2200'],
      ['-22000', '-2200'],
    ]);
  });

  it('reads orders whose own cells were filled down, and no line twice', async () => {
    const lines = [line('8', '25000', 'Soap,12000'), line('8', '25000', 'Oil,10000')];
    const text = [HEADINGS, ...lines, lines[1], line('9', '25000', 'Soap,22000')].join('\n');
    const { pages, proof } = await read(text);
    expect(pages[0]?.rows.orders?.map(({ ledger_residual }) => ledger_residual)).toEqual([
      '0',
      '0',
    ]);
    expect(pages[0]?.rows.line_items?.map(({ title }) => title)).toEqual(['Soap', 'Oil', 'Soap']);
    expect(proof.report.skipped).toEqual([
      { reason: 'the order is in the file already', count: 1, lines: [4] },
    ]);
  });

  it('is refused when a spreadsheet has rounded the ids, or the last line is cut off', async () => {
    const rounded = line('8', '25000', 'Soap,22000').replace(',8,', ',5.67890E+12,');
    expect((await refusal(`${HEADINGS}\n${rounded}\n`)).message).toContain('rounded it');
    const whole = `${HEADINGS}\n${line('8', '25000', 'Soap,22000')}\n`;
    const cut = `${whole}${line('9', '25000', 'Soap,22000').slice(0, -3)}`;
    expect((await refusal(cut)).message).toMatch(/^Line 3: the last line ends/);
  });

  it('leaves out a line of more units than can be counted, and an order of no time', async () => {
    const many = line('8', '25000', 'Soap,22000').replace(',1,Soap', ',99999999999,Soap');
    const early = line('9', '25000', 'Soap,22000').replace('2026-01-05', '0001-01-05');
    const text = [HEADINGS, many, early, line('10', '25000', 'Soap,22000')].join('\n');
    const { pages, proof } = await read(text);
    expect(pages[0]?.rows.orders?.map(({ name }) => name)).toEqual(['#10']);
    expect(proof.report.skipped).toMatchObject([
      { reason: '"99999999999" is not a quantity', lines: [2] },
      { reason: expect.stringContaining('is not a point in time'), lines: [3] },
    ]);
  });

  it('keeps its encoding when a cell holds a NUL', async () => {
    const { pages, proof } = await read(`${HEADINGS}\n${line('8', '25000', 'So\0ap,22000')}\n`);
    expect(proof.report.encoding).toBe('utf-8');
    expect(pages[0]?.rows.line_items?.[0]?.title).toBe('Soap');
  });

  it('is refused when it is another table', async () => {
    expect((await refusal('a,b\n1,2\n')).code).toBe('invalid_file');
    expect((await refusal('')).code).toBe('invalid_file');
  });
});
