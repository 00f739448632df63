import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHOP_PROFILES } from '../../world/profiles.ts';
import { type Bag, add, subtract, times, total } from '../amounts/bag.ts';
import { discountOf, netOf, shippingNetOf } from './line-amounts.ts';
import type { Order } from './order-types.ts';
import { Shop } from './shop.ts';
import * as totals from './totals.ts';

const ZERO_BAG = { shop: 0, presentment: 0 };

/** Recomputed from lines, refunds, goodwill and fees; the sales agreements are not read. */
function expectedCurrent(order: Order): Bag {
  const removed = order.lines.map((line) => {
    const gone = line.quantity - line.currentQuantity;
    const from = line.quantity - gone;
    const share = (whole: number) =>
      whole - Math.floor((whole * from) / Math.max(1, line.quantity));
    const discount = discountOf(line);
    const net = {
      shop: line.unitPrice.shop * gone - share(discount.shop),
      presentment: line.unitPrice.presentment * gone - share(discount.presentment),
    };
    const tax = { shop: share(line.tax.shop), presentment: share(line.tax.presentment) };
    return order.taxesIncluded ? net : add(net, tax);
  });
  const shipping = order.shippingLines.map((row) =>
    order.taxesIncluded ? row.refunded : add(row.refunded, row.refundedTax),
  );
  const goodwill = order.refunds.map((refund) => refund.goodwill?.amount ?? ZERO_BAG);
  const fees = order.agreements.flatMap(({ sales }) =>
    sales.filter(({ subject }) => subject.type === 'FEE').map((sale) => sale.total),
  );
  const gone = total([...removed, ...shipping, ...goodwill]);
  return add(subtract(totals.orderTotal(order), gone), total(fees));
}

function check(order: Order): void {
  expect(totals.currentTotal(order), order.id).toEqual(expectedCurrent(order));
  for (const line of order.lines) {
    expect(add(netOf(line), discountOf(line))).toEqual(times(line.unitPrice, line.quantity));
    expect(netOf(line).shop).toBeGreaterThanOrEqual(0);
    expect(line.currentQuantity).toBeGreaterThanOrEqual(0);
  }
  for (const row of order.shippingLines) {
    expect(add(shippingNetOf(row), discountOf(row))).toEqual(row.price);
  }
  const paid = totals.netPayment(order).shop;
  expect(paid).toBeGreaterThanOrEqual(0);
  if (order.cancelledAt !== null) expect(totals.currentTotal(order)).toEqual(ZERO_BAG);
  const first = order.agreements[0];
  expect(total((first?.sales ?? []).map((sale) => sale.total))).toEqual(order.originalTotal);
  for (const agreement of order.agreements) {
    for (const sale of agreement.sales) {
      const before = order.taxesIncluded ? sale.discountAfterTaxes : sale.discountBeforeTaxes;
      if (sale.actionType === 'RETURN') expect(sale.total.shop).toBeLessThanOrEqual(0);
      else expect(before.shop).toBeGreaterThanOrEqual(0);
      for (const side of [sale.total, sale.tax, before]) {
        expect(Number.isSafeInteger(side.shop) && Number.isSafeInteger(side.presentment)).toBe(
          true,
        );
      }
    }
  }
}

describe('the arithmetic of simulated orders', () => {
  for (const profile of SHOP_PROFILES) {
    it(`holds for every order of ${profile.key}, whenever it is looked at`, () => {
      fc.assert(
        fc.property(fc.string({ maxLength: 8 }), fc.integer({ min: 0, max: 23 }), (seed, hour) => {
          const shop = new Shop(profile, seed, '2026-10-01');
          shop.advanceTo(Date.parse('2026-10-12T00:00:00Z') + hour * 3_600_000);
          for (const order of shop.liveOrders()) check(order);
          shop.advanceTo(Date.parse('2026-11-20T00:00:00Z'));
          for (const order of shop.liveOrders()) check(order);
        }),
        { numRuns: 3 },
      );
    });
  }

  it('covers the awkward kinds of orders', () => {
    const shop = new Shop(SHOP_PROFILES[1] as never, 'demo', '2026-05-01');
    shop.advanceTo(Date.parse('2026-11-20T00:00:00Z'));
    const orders = shop.liveOrders();
    const some = (test: (order: Order) => boolean) => expect(orders.some(test)).toBe(true);
    some((order) => order.test);
    some((order) => order.cancelledAt !== null && order.refunds[0]?.transactions.length === 0);
    some((order) => order.edited && order.lines.some((line) => line.addedByEdit));
    some((order) => order.edited && order.refunds.some(({ lines }) => lines.length === 0));
    some((order) => order.presentmentCurrency !== order.currency);
    some((order) => order.returns.some(({ status }) => status === 'CLOSED'));
    some((order) => order.refunds.some(({ goodwill }) => goodwill !== null));
    some((order) => order.lines.some(({ kind }) => kind === 'GIFT_CARD'));
    some((order) => order.lines.some(({ kind }) => kind === 'TIP'));
    some((order) => order.transactions.some(({ gateway }) => gateway === 'gift_card'));
    some((order) => order.transactions.some(({ kind }) => kind === 'CAPTURE'));
    some((order) => order.transactions.some(({ kind }) => kind === 'VOID'));
    some((order) => order.transactions.some(({ status }) => status === 'FAILURE'));
    some((order) => order.agreements.some(({ reason }) => reason === 'RETURN'));
    some((order) => order.journey?.lastVisit?.utm?.campaign === 'us_retargeting');
  });
});
