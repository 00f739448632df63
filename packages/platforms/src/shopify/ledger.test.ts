import { formatAmount, parseAmount } from '@commerce/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderLedger } from './map-ledger.ts';
import type { WireAgreement, WireBag, WireOrder, WireSale } from './wire.ts';

const CURRENCIES = [
  ['KRW', 10_000n],
  ['USD', 100n],
  ['BHD', 10n],
] as const;

const bag = (units: bigint, currencyCode: string): WireBag => ({
  shopMoney: { amount: formatAmount(units), currencyCode },
});

const sum = (amounts: readonly string[]): bigint =>
  amounts.reduce((total, amount) => total + parseAmount(amount), 0n);

const days = { orderDay: '2026-01-01', dayOf: (at: string) => at.slice(0, 10) };

const base = (currencyCode: string): WireOrder => ({
  id: 'gid://shopify/Order/1',
  name: '#1',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-09T00:00:00Z',
  currencyCode,
});

const saleFields = fc.record({
  amount: fc.bigInt({ min: 0n, max: 9_000_000n }),
  tax: fc.bigInt({ min: 0n, max: 900_000n }),
  discount: fc.bigInt({ min: 0n, max: 900_000n }),
  isReturn: fc.boolean(),
  isUnsigned: fc.boolean(),
  lineType: fc.constantFrom(
    'PRODUCT',
    'SHIPPING',
    'TIP',
    'DUTY',
    'FEE',
    'GIFT_CARD',
    'ADDITIONAL_FEE',
    'NEW',
  ),
  reason: fc.constantFrom('ORDER', 'ORDER_EDIT', 'REFUND', 'RETURN', 'UNKNOWN'),
  quantity: fc.integer({ min: 0, max: 9 }),
});

function toSale(
  fields: typeof saleFields extends fc.Arbitrary<infer T> ? T : never,
  id: number,
  step: bigint,
  currency: string,
): WireSale {
  const sign = fields.isReturn && !fields.isUnsigned ? -1n : 1n;
  return {
    id: `gid://shopify/Sale/${id}`,
    actionType: fields.isReturn ? 'RETURN' : 'ORDER',
    lineType: fields.lineType,
    quantity: Number(sign) * fields.quantity,
    totalAmount: bag(sign * fields.amount * step, currency),
    totalTaxAmount: bag(sign * fields.tax * step, currency),
    totalDiscountAmountBeforeTaxes: bag(sign * fields.discount * step, currency),
  };
}

describe('a ledger of any agreements', () => {
  it('adds up row by row and to the current total, with money that goes back negative', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CURRENCIES),
        fc.array(saleFields, { minLength: 1, maxLength: 12 }),
        fc.bigInt({ min: 0n, max: 9_000_000n }),
        ([currency, step], sales, current) => {
          const agreements = sales.map(
            (fields, id): WireAgreement => ({
              id: `gid://shopify/SalesAgreement/${id}`,
              happenedAt: '2026-01-02T00:00:00Z',
              reason: fields.reason,
              sales: [toSale(fields, id, step, currency)],
            }),
          );
          const order = {
            ...base(currency),
            agreements,
            currentTotalPriceSet: bag(current * step, currency),
          };
          const { rows, residual } = orderLedger(order, days);
          expect(sum(rows.map(({ amount }) => amount))).toBe(current * step);
          for (const row of rows) {
            expect(
              parseAmount(row.gross_amount) -
                parseAmount(row.discount_amount) +
                parseAmount(row.tax_amount),
            ).toBe(parseAmount(row.amount));
          }
          for (const [index, { isReturn, amount, quantity }] of sales.entries()) {
            const sign = isReturn ? -1n : 1n;
            expect(parseAmount(rows[index]!.amount)).toBe(sign * amount * step);
            expect(BigInt(rows[index]!.quantity ?? 0)).toBe(sign * BigInt(quantity));
          }
          const expected =
            sales.reduce(
              (total, { isReturn, amount }) => total + (isReturn ? -amount : amount),
              0n,
            ) - current;
          expect(residual).toBe(formatAmount(expected * step));
          expect(rows).toHaveLength(sales.length + (expected === 0n ? 0 : 1));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('turns an adjustment only when the total asks for it', () => {
    const order = (adjustment: bigint, current: bigint): WireOrder => ({
      ...base('USD'),
      currentTotalPriceSet: bag(current, 'USD'),
      agreements: [
        {
          id: 'gid://shopify/SalesAgreement/1',
          happenedAt: '2026-01-02T00:00:00Z',
          reason: 'REFUND',
          sales: [
            { id: 's1', actionType: 'ORDER', lineType: 'PRODUCT', totalAmount: bag(1000n, 'USD') },
            {
              id: 's2',
              actionType: 'RETURN',
              lineType: 'ADJUSTMENT',
              totalAmount: bag(adjustment, 'USD'),
            },
          ],
        },
      ],
    });
    const amounts = (of: WireOrder): string[] =>
      orderLedger(of, days).rows.map(({ amount }) => amount);
    expect(amounts(order(100n, 1100n))).toEqual(['0.1', '0.01']);
    expect(amounts(order(100n, 900n))).toEqual(['0.1', '-0.01']);
    expect(amounts(order(-100n, 900n))).toEqual(['0.1', '-0.01']);
    expect(amounts(order(100n, 500n))).toEqual(['0.1', '0.01', '-0.06']);
  });

  it('cuts the tax out of a discount that is only sent with tax', () => {
    const sale: WireSale = {
      id: 's',
      actionType: 'ORDER',
      lineType: 'PRODUCT',
      totalAmount: bag(117_000_000n, 'KRW'),
      totalTaxAmount: bag(10_640_000n, 'KRW'),
      totalDiscountAmountAfterTaxes: bag(13_000_000n, 'KRW'),
    };
    const agreements = [
      { id: 'a', happenedAt: '2026-01-02T00:00:00Z', reason: 'ORDER', sales: [sale] },
    ];
    const [row] = orderLedger({ ...base('KRW'), agreements }, days).rows;
    expect(row).toMatchObject({
      gross_amount: '11818',
      discount_amount: '1182',
      tax_amount: '1064',
      amount: '11700',
    });
  });
});

describe('a ledger without agreements', () => {
  const line = fc.record({
    quantity: fc.integer({ min: 1, max: 5 }),
    unit: fc.bigInt({ min: 1n, max: 100_000n }),
    percentOff: fc.bigInt({ min: 0n, max: 100n }),
    tax: fc.option(fc.bigInt({ min: 0n, max: 5_000n })),
    isGiftCard: fc.boolean(),
  });

  it('adds up and meets the current total for any lines, taxes and refunds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CURRENCIES),
        fc.array(line, { maxLength: 6 }),
        fc.option(fc.boolean()),
        fc.bigInt({ min: 0n, max: 50_000n }),
        fc.array(fc.bigInt({ min: 1n, max: 20_000n }), { maxLength: 3 }),
        fc.bigInt({ min: 0n, max: 900_000n }),
        ([currency, step], lines, taxesIncluded, shipping, refunds, current) => {
          const money = (units: bigint): WireBag => bag(units * step, currency);
          const order: WireOrder = {
            ...base(currency),
            taxesIncluded,
            totalPriceSet: money(current + refunds.reduce((a, b) => a + b, 0n)),
            currentTotalPriceSet: money(current),
            totalShippingPriceSet: money(shipping),
            totalTaxSet: money(4_000n),
            totalRefundedShippingSet: money(refunds.length > 0 ? 1n : 0n),
            lineItems: lines.map(({ quantity, unit, percentOff, tax, isGiftCard }, index) => ({
              id: `l${index}`,
              quantity,
              currentQuantity: quantity - 1,
              isGiftCard,
              originalTotalSet: money(unit * BigInt(quantity)),
              discountAllocations: [
                { allocatedAmountSet: money((unit * BigInt(quantity) * percentOff) / 100n) },
              ],
              ...(tax !== null && { taxLines: [{ priceSet: money(tax) }] }),
            })),
            refunds: refunds.map((amount, index) => ({
              id: `r${index}`,
              createdAt: `2026-01-0${index + 3}T00:00:00Z`,
              totalRefundedSet: money(amount),
            })),
          };
          const { rows } = orderLedger(order, days);
          expect(sum(rows.map(({ amount }) => amount))).toBe(current * step);
          expect(new Set(rows.map(({ event_key }) => event_key)).size).toBe(rows.length);
          for (const row of rows) {
            expect(
              parseAmount(row.gross_amount) -
                parseAmount(row.discount_amount) +
                parseAmount(row.tax_amount),
            ).toBe(parseAmount(row.amount));
            expect(parseAmount(row.tax_amount) % step).toBe(0n);
          }
          const back = rows.filter(({ event_type }) => event_type === 'refund');
          expect(sum(back.map(({ amount }) => amount))).toBe(
            -refunds.reduce((a, b) => a + b, 0n) * step,
          );
          for (const [index] of refunds.entries()) {
            const own = back.filter(({ refund_id }) => refund_id === `r${index}`);
            expect(new Set(own.map(({ event_day }) => event_day))).toEqual(
              new Set([`2026-01-0${index + 3}`]),
            );
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
