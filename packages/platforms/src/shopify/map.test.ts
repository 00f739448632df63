import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { type LedgerRow, parseAmount, PlatformError, sumAmounts } from '@commerce/core';
import { describe, expect, it } from 'vitest';
import { mapOrders, type OrderRows } from './map.ts';
import { assemble } from './reassembly/assemble.ts';
import { ORDER_SHAPE } from './reassembly/shape.ts';

const file = readFileSync(new URL('./fixtures/orders.jsonl', import.meta.url));
const ZONE = 'Asia/Seoul';

async function* once(): AsyncGenerator<Uint8Array> {
  yield file;
}

const texts: string[] = [];
for await (const batch of assemble(once(), {
  shape: ORDER_SHAPE,
  scratchDir: tmpdir(),
  size: file.length,
  batch: 1000,
})) {
  texts.push(...batch.map(String));
}
const { rows, records } = mapOrders(texts, ZONE);

const gid = (type: string, id: number): string => `gid://shopify/${type}/${id}`;
const orderOf = (id: number): OrderRows['orders'][number] =>
  rows.orders.find(({ external_id }) => external_id === gid('Order', id))!;
const ledgerOf = (id: number): LedgerRow[] =>
  rows.ledger.filter(({ order_id }) => order_id === gid('Order', id));
const brief = (id: number): unknown[] =>
  ledgerOf(id).map((row) => [
    row.event_type,
    row.line_type,
    row.quantity,
    row.event_day,
    row.gross_amount,
    row.discount_amount,
    row.tax_amount,
    row.amount,
  ]);

describe('orders of a bulk result', () => {
  it('are all there, each with its raw text', () => {
    expect(rows.orders).toHaveLength(10);
    expect(records.map(({ external_id }) => external_id).sort()).toEqual(
      rows.orders.map(({ external_id }) => external_id).sort(),
    );
  });

  it('carry status, people, visits and fulfilment', () => {
    expect(orderOf(7001)).toMatchObject({
      legacy_id: '7001',
      name: '#1001',
      order_day: '2026-01-04',
      total: '39000',
      current_total: '26000',
      total_tax: '3545',
      ledger_residual: '0',
      quantity: 3,
      current_quantity: 2,
      customer_id: gid('Customer', 61),
      customer_order_index: 1,
      customer_orders_count: 4,
      shipping_country: 'KR',
      shipping_province: 'KR-11',
      shipping_city: '서울',
      first_utm_campaign: '겨울',
      first_source_type: 'SOCIAL',
      last_visit_at: null,
      moments_count: 3,
      fulfillments_count: 2,
      first_fulfilled_at: '2026-01-04T01:00:00Z',
      last_delivered_at: '2026-01-05T03:00:00Z',
      risk_recommendation: 'ACCEPT',
      risk_level: 'MEDIUM',
      tags: ['vip'],
      is_test: false,
      cancelled_at: null,
    });
  });

  it('carry lines with product, cost, discount and tax', () => {
    const line = rows.line_items.find(({ external_id }) => external_id === gid('LineItem', 8001));
    expect(line).toMatchObject({
      position: 0,
      title: '티셔츠',
      product_id: gid('Product', 31),
      barcode: '880',
      unit_cost: '4200',
      unit_cost_currency: 'KRW',
      quantity: 3,
      current_quantity: 2,
      original_total: '39000',
      allocated_discount: '0',
      total_tax: '3545',
    });
    const mug = rows.line_items.find(({ external_id }) => external_id === gid('LineItem', 8002));
    expect(mug).toMatchObject({ allocated_discount: '5', total_tax: '3.71', unit_cost: null });
  });

  it("carry payments in the shop's currency, with fees only where they can be added", () => {
    const payments = new Map(rows.transactions.map((row) => [row.external_id, row]));
    expect(payments.get(gid('OrderTransaction', 81))).toMatchObject({
      amount: '39000',
      fee_amount: '1170',
      fee_tax_amount: '117',
      card_company: 'Visa',
    });
    expect(payments.get(gid('OrderTransaction', 82))).toMatchObject({
      kind: 'REFUND',
      amount: '13000',
      parent_id: gid('OrderTransaction', 81),
    });
    expect(payments.get(gid('OrderTransaction', 83))).toMatchObject({
      currency: 'KRW',
      amount: '11700',
      presentment_currency: 'USD',
      presentment_amount: '8.42',
      settlement_rate: '1389.5487',
      fee_amount: null,
    });
    expect(orderOf(7007)).toMatchObject({ total: '11700', presentment_total: '8.42' });
  });
});

describe('the ledger', () => {
  it('splits tax out of included prices and dates a refund on its own day', () => {
    expect(brief(7001)).toEqual([
      ['sale', 'product', 3, '2026-01-04', '35455', '0', '3545', '39000'],
      ['refund', 'product', -1, '2026-01-06', '-11818', '0', '-1182', '-13000'],
    ]);
    expect(ledgerOf(7001)[1]).toMatchObject({
      event_key: gid('Sale', 5002),
      refund_id: gid('Refund', 9001),
      order_day: '2026-01-04',
      vat_basis: 'incl',
      source: 'agreement',
    });
  });

  it('takes discounts without tax, on both price bases', () => {
    expect(brief(7002)).toEqual([
      ['sale', 'product', 2, '2026-01-04', '50', '5', '3.71', '48.71'],
      ['sale', 'product', 1, '2026-01-04', '20', '2', '1.49', '19.49'],
      ['shipping', 'shipping', null, '2026-01-04', '8', '0', '0.66', '8.66'],
    ]);
    expect(brief(7007)).toEqual([
      ['sale', 'product', 1, '2026-01-06', '11818', '1182', '1064', '11700'],
    ]);
  });

  it('signs edits as sales of the day of the edit', () => {
    expect(brief(7003).slice(1)).toEqual([
      ['sale', 'product', -1, '2026-01-07', '-30', '0', '0', '-30'],
      ['sale', 'product', 1, '2026-01-07', '40', '0', '0', '40'],
    ]);
    expect(ledgerOf(7003)[1]?.order_day).toBe('2026-01-05');
  });

  it('makes returned rows negative when they come without sign', () => {
    expect(brief(7004)[1]).toEqual([
      'refund',
      'product',
      -1,
      '2026-01-06',
      '-5000',
      '0',
      '-500',
      '-5500',
    ]);
    expect(orderOf(7004)).toMatchObject({ cancel_reason: 'CUSTOMER', ledger_residual: '0' });
  });

  it('keeps test orders marked and gift cards apart', () => {
    expect(orderOf(7005).is_test).toBe(true);
    expect(ledgerOf(7006).map(({ line_type }) => line_type)).toEqual(['gift_card', 'product']);
  });

  it('tells returns, exchanges, fees and goodwill', () => {
    expect(
      brief(7009).map((row) => (row as string[]).filter((_, i) => [0, 1, 7].includes(i))),
    ).toEqual([
      ['sale', 'product', '100'],
      ['return', 'product', '-100'],
      ['exchange', 'product', '110'],
      ['fee', 'fee', '5'],
      ['refund', 'adjustment', '-12'],
    ]);
    expect(orderOf(7009).ledger_residual).toBe('0');
  });

  it('derives events from lines and refunds where there are no agreements', () => {
    expect(brief(7008)).toEqual([
      ['sale', 'product', 2, '2026-01-06', '50', '5', '3.71', '48.71'],
      ['sale', 'product', 1, '2026-01-06', '20', '2', '1.49', '19.49'],
      ['shipping', 'shipping', null, '2026-01-06', '8', '0', '0.66', '8.66'],
      ['refund', 'product', -1, '2026-01-09', '-18.48', '0', '-1.52', '-20'],
    ]);
    expect(ledgerOf(7008).every(({ source }) => source === 'derived')).toBe(true);
  });

  it("says what the order's total holds beyond its events", () => {
    expect(orderOf(7010).ledger_residual).toBe('5');
    expect(ledgerOf(7010)[1]).toMatchObject({
      event_key: 'reconcile',
      event_type: 'adjustment',
      amount: '-5',
      event_day: '2026-01-20',
      source: 'reconcile',
      vat_basis: 'unknown',
    });
    expect(ledgerOf(7010)[0]?.line_type).toBe('unknown');
    expect(orderOf(7010).financial_status).toBe('SOMETHING_NEW');
  });

  it('sums to the current total of every order, and every row adds up', () => {
    for (const order of rows.orders) {
      const amounts = ledgerOf(Number(order.legacy_id)).map(({ amount }) => amount);
      expect([order.name, sumAmounts(amounts)]).toEqual([order.name, order.current_total]);
    }
    for (const row of rows.ledger) {
      const sum =
        parseAmount(row.gross_amount) -
        parseAmount(row.discount_amount) +
        parseAmount(row.tax_amount);
      expect(sum).toBe(parseAmount(row.amount));
    }
  });
});

describe('text and garbage', () => {
  it('keeps NUL out of the rows and in the raw text', () => {
    const odd = rows.line_items.find(({ external_id }) => external_id === gid('LineItem', 8015));
    expect(odd?.title).toBe('Odd title');
    const raw = records.find(({ external_id }) => external_id === gid('Order', 7010));
    expect(raw?.payload).toContain('Odd \\u0000title');
    expect(raw?.payload).toContain('\\ud83d');
  });

  const failure = (text: string): PlatformError => {
    try {
      mapOrders([text], ZONE);
    } catch (error) {
      return error as PlatformError;
    }
    return expect.unreachable();
  };

  it.each([
    ['no JSON', '{"id":"gid://shopify/Order/1"'],
    ['no order', '{"id":"gid://shopify/Order/1"}'],
    ['an amount that is none', (texts[0] as string).replace(/"amount":"[^"]*"/, '"amount":"1e3"')],
    ['an amount that is a number', (texts[0] as string).replace(/"amount":"[^"]*"/, '"amount":12')],
    [
      'a date that is none',
      (texts[0] as string).replace(
        /"createdAt":"[^"]*","processedAt":"[^"]*"/,
        '"createdAt":"soon"',
      ),
    ],
    [
      'a line without quantity',
      (texts[0] as string).replace(/"quantity":(?=\d+,"currentQuantity")/, '"count":'),
    ],
    [
      'a payment date that is none',
      (texts.find((one) => one.includes('OrderTransaction')) as string).replace(
        /"createdAt":"2026-01-0[36]T[^"]*","processedAt"(?=[^}]*amountSet)/,
        '"createdAt":"later","processedAt"',
      ),
    ],
  ])('refuses an order with %s and keeps its text', (_, text) => {
    const error = failure(text);
    expect(error).toBeInstanceOf(PlatformError);
    expect(error.kind).toBe('schema_drift');
    expect(error.rejected?.body).toBe(text);
  });
});
