import { sumAmounts } from '@commerce/core';
import { describe, expect, it } from 'vitest';
import { mapOrders } from './map.ts';

const money = (amount: string) => ({ shopMoney: { amount, currencyCode: 'KRW' } });
const ORDER = 'gid://shopify/Order/7001';
const order = {
  id: ORDER,
  name: '#1001',
  test: false,
  taxesIncluded: true,
  createdAt: '2026-01-03T15:20:11Z',
  updatedAt: '2026-01-05T02:00:00Z',
  currencyCode: 'KRW',
  totalPriceSet: money('39000.0'),
  lineItems: [{ id: 'gid://shopify/LineItem/8001', sku: 'TEE-S', quantity: 3, currentQuantity: 2 }],
};
const refund = {
  id: 'gid://shopify/Refund/9001',
  createdAt: '2026-01-05T02:00:00Z',
  totalRefundedSet: money('12000.0'),
};
const refundAgreement = {
  __typename: 'RefundAgreement',
  id: 'gid://shopify/SalesAgreement/6002',
  happenedAt: '2026-01-05T02:00:00Z',
  reason: 'REFUND',
  refund: { id: refund.id },
  sales: [
    {
      __typename: 'ProductSale',
      id: 'gid://shopify/Sale/5003',
      actionType: 'RETURN',
      lineType: 'PRODUCT',
      quantity: -1,
      totalAmount: money('-12000.0'),
    },
  ],
};

const ledgerOf = (payload: object) =>
  mapOrders([JSON.stringify(payload)], 'Asia/Seoul').rows.ledger.map((row) => [
    row.event_type,
    row.line_type,
    row.event_day,
    row.amount,
    row.source,
  ]);

describe('an order of which the payload tells only a part', () => {
  it('has its sale derived when only what went back is stated', () => {
    expect(ledgerOf({ ...order, refunds: [refund], agreements: [refundAgreement] })).toEqual([
      ['sale', 'product', '2026-01-04', '39000', 'derived'],
      ['refund', 'product', '2026-01-05', '-12000', 'agreement'],
    ]);
  });

  it('is one sale of goods when its lines have no prices', () => {
    expect(ledgerOf(order)).toEqual([['sale', 'product', '2026-01-04', '39000', 'derived']]);
  });

  it('keeps shipping and tax apart where only the totals say them', () => {
    const rows = mapOrders(
      [
        JSON.stringify({
          ...order,
          taxesIncluded: false,
          totalPriceSet: money('36300'),
          subtotalPriceSet: money('30000'),
          totalShippingPriceSet: money('3000'),
          totalTaxSet: money('3300'),
          totalDiscountsSet: money('5000'),
          currentTotalPriceSet: money('36300'),
        }),
      ],
      'Asia/Seoul',
    ).rows;
    expect(sumAmounts(rows.ledger.map(({ amount }) => amount))).toBe('36300');
    expect(sumAmounts(rows.ledger.map((row) => row.tax_amount))).toBe('3300');
    expect(
      rows.ledger.map((row) => [row.line_type, row.gross_amount, row.discount_amount]),
    ).toEqual([
      ['product', '35000', '5000'],
      ['shipping', '3000', '0'],
    ]);
    expect(rows.orders[0]?.ledger_residual).toBe('0');
  });

  it('takes the discount of the order off lines that do not say their share', () => {
    const { ledger, orders } = mapOrders(
      [
        JSON.stringify({
          ...order,
          totalPriceSet: money('33000'),
          currentTotalPriceSet: money('33000'),
          subtotalPriceSet: money('30000'),
          totalShippingPriceSet: money('3000'),
          totalTaxSet: money('3000'),
          totalDiscountsSet: money('9000'),
          lineItems: [
            { id: '1', quantity: 3, originalUnitPriceSet: money('10000') },
            {
              id: '2',
              quantity: 1,
              originalUnitPriceSet: money('9000'),
              totalDiscountSet: money('0'),
            },
          ],
        }),
      ],
      'Asia/Seoul',
    ).rows;
    expect(ledger.map((row) => [row.line_type, row.amount])).toEqual([
      ['product', '23077'],
      ['product', '6923'],
      ['shipping', '3000'],
    ]);
    expect(sumAmounts(ledger.map(({ discount_amount }) => discount_amount))).toBe('8182');
    expect(orders[0]?.ledger_residual).toBe('0');
  });

  it('keeps amounts with more decimals than are stored, rounded', () => {
    const { ledger, line_items } = mapOrders(
      [
        JSON.stringify({
          ...order,
          taxesIncluded: false,
          totalPriceSet: money('108.333333'),
          totalTaxSet: money('8.333333'),
          lineItems: [
            {
              id: '1',
              quantity: 3,
              originalTotalSet: money('100.0'),
              discountedUnitPriceAfterAllDiscountsSet: money('33.333350000001'),
            },
          ],
        }),
      ],
      'Asia/Seoul',
    ).rows;
    expect(line_items[0]?.discounted_unit_price_after_all).toBe('33.3334');
    expect(ledger).toMatchObject([{ gross_amount: '100', tax_amount: '8.3333' }]);
  });

  it('takes a refund from the totals when nothing else is known', () => {
    expect(ledgerOf({ ...order, refunds: [refund] })).toEqual([
      ['sale', 'product', '2026-01-04', '39000', 'derived'],
      ['refund', 'product', '2026-01-05', '-12000', 'derived'],
    ]);
  });

  it('is a refund at its last change when only the sum paid back is told', () => {
    const back = { totalRefundedSet: money('12000.0') };
    const rows = [
      ['sale', 'product', '2026-01-04', '39000', 'derived'],
      ['refund', 'product', '2026-01-05', '-12000', 'derived'],
    ];
    expect(ledgerOf({ ...order, ...back })).toEqual(rows);
    expect(ledgerOf({ ...order, ...back, currentTotalPriceSet: money('27000.0') })).toEqual(rows);
  });

  it('derives what agreements without amounts do not state', () => {
    const sales = [{ id: 'gid://shopify/Sale/5001', lineType: 'PRODUCT' }];
    const agreements = [{ id: '1', happenedAt: '2026-01-03T15:20:11Z', reason: 'ORDER', sales }];
    expect(ledgerOf({ ...order, agreements })).toEqual(ledgerOf(order));
  });

  it('is not read with more units than can be counted', () => {
    const [line] = order.lineItems;
    const payload = { ...order, lineItems: [{ ...line, quantity: 2 ** 31 }] };
    expect(() => ledgerOf(payload)).toThrow(/cannot be read/);
  });

  const sold = {
    ...order,
    totalPriceSet: money('35200'),
    subtotalPriceSet: money('30000'),
    totalShippingPriceSet: money('3000'),
    totalTipReceivedSet: money('2200'),
    lineItems: [
      { id: '1', quantity: 1, sku: 'MUG', originalTotalSet: money('30000') },
      { id: '2', quantity: 1, originalTotalSet: money('2200'), taxable: false },
    ],
  };

  it('is no discount on goods where a tip stands among its lines', () => {
    const { ledger, orders } = mapOrders(
      [JSON.stringify({ ...sold, currentTotalPriceSet: money('35200') })],
      'Asia/Seoul',
    ).rows;
    expect(ledger.map((row) => [row.line_type, row.amount, row.discount_amount])).toEqual([
      ['product', '30000', '0'],
      ['tip', '2200', '0'],
      ['shipping', '3000', '0'],
    ]);
    expect(orders[0]?.ledger_residual).toBe('0');
  });

  it.each([
    ['30000', [['product', '-30000']]],
    [
      '32000',
      [
        ['product', '-30000'],
        ['shipping', '-2000'],
      ],
    ],
    [
      '35200',
      [
        ['product', '-30000'],
        ['shipping', '-3000'],
        ['tip', '-2200'],
      ],
    ],
    ['36000', expect.arrayContaining([['product', '-30800']])],
  ])('takes back no more goods than were paid for, of %s paid back', (amount, expected) => {
    const back = { ...refund, totalRefundedSet: money(amount) };
    const { ledger } = mapOrders([JSON.stringify({ ...sold, refunds: [back] })], 'Asia/Seoul').rows;
    const refunded = ledger.filter(({ event_type }) => event_type === 'refund');
    expect(refunded.map((row) => [row.line_type, row.amount])).toEqual(expected);
  });

  it('taxes lines that the shop does not where nobody else could bear the tax', () => {
    const { ledger } = mapOrders(
      [
        JSON.stringify({
          ...order,
          totalPriceSet: money('36000'),
          subtotalPriceSet: money('33000'),
          totalShippingPriceSet: money('3000'),
          totalTaxSet: money('3600'),
          lineItems: [{ id: '1', quantity: 1, originalTotalSet: money('33000'), taxable: false }],
        }),
      ],
      'Asia/Seoul',
    ).rows;
    expect(ledger.map((row) => [row.line_type, row.gross_amount, row.tax_amount])).toEqual([
      ['product', '29700', '3300'],
      ['shipping', '2700', '300'],
    ]);
  });

  it.each([
    ['12', 12],
    ['18446744073709551615', null],
  ])('knows a count of 64 bits, or what a column cannot hold not at all: %s', (count, expected) => {
    const customer = { id: 'gid://shopify/Customer/1', numberOfOrders: count };
    const { orders } = mapOrders(
      [JSON.stringify({ ...order, customer, totalWeight: count })],
      'Asia/Seoul',
    ).rows;
    expect(orders[0]?.customer_orders_count).toBe(expected);
    expect(orders[0]?.total_weight_grams).toBe(expected === null ? null : count);
  });

  it('is read without currency, change time and name, and with lists that came as connections', () => {
    const { currencyCode: _, updatedAt: __, name: ___, ...rest } = order;
    const { rows } = mapOrders(
      [
        JSON.stringify({
          ...rest,
          refunds: { nodes: [refund] },
          transactions: { edges: [] },
          fulfillments: { nodes: [] },
          lineItems: { edges: order.lineItems.map((node) => ({ node })) },
          agreements: { nodes: [{ ...refundAgreement, sales: { nodes: refundAgreement.sales } }] },
        }),
      ],
      'Asia/Seoul',
    );
    expect(rows.orders[0]).toMatchObject({
      name: '#7001',
      currency: 'KRW',
      source_updated_at: '2026-01-05T02:00:00Z',
    });
    expect(rows.line_items).toHaveLength(1);
    expect(sumAmounts(rows.ledger.map(({ amount }) => amount))).toBe('27000');
  });
});
