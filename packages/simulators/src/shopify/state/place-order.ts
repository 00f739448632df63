import { ZERO, each } from '../amounts/bag.ts';
import { taxOf } from '../amounts/rounding.ts';
import type { ShopProfile } from '../../world/profiles.ts';
import { applyDiscount } from './discounting.ts';
import { converter } from './exchange.ts';
import { gid, orderNumberPart, partId } from './ids.ts';
import { netOf, saleRow, shippingNetOf, unitAmounts } from './line-amounts.ts';
import type { OrderSpec } from './order-spec.ts';
import type { Line, Order } from './order-types.ts';
import { openPayment } from './payments.ts';
import { currentTotal } from './totals.ts';
import type { Variant } from './catalog.ts';

/** Creates an order with its first agreement and payment; arithmetic holds in both currencies. */
export function placeOrder(
  profile: ShopProfile,
  prefix: string,
  seq: number,
  spec: OrderSpec,
): Order {
  const order = emptyOrder(profile, prefix, seq, spec);
  const convert = converter(order.currency, order.presentmentCurrency);
  for (const { variant, quantity } of spec.lines) {
    order.lines.push(newLine(order, variant, quantity, convert(variant.price)));
  }
  if (spec.shipping !== null) {
    order.shippingLines.push({
      id: partId(order, 'ShippingLine'),
      title: spec.shipping === 0 ? 'Free shipping' : 'Standard',
      code: spec.shipping === 0 ? 'free' : 'standard',
      price: convert(spec.shipping),
      allocations: [],
      tax: ZERO,
      refunded: ZERO,
      refundedTax: ZERO,
    });
  }
  for (const discount of spec.discounts) applyDiscount(order, discount);
  if (spec.tip > 0) order.lines.push(tipLine(order, convert(spec.tip)));
  settleTaxes(order);
  bookOrder(order);
  order.originalTotal = currentTotal(order);
  openPayment(order, spec.payment);
  if (spec.customer) {
    spec.customer.orders += 1;
    spec.customer.spent += order.originalTotal.shop;
    spec.customer.updatedAt = spec.at;
  }
  return order;
}

export function newLine(
  order: Order,
  variant: Variant,
  quantity: number,
  unitPrice: Line['unitPrice'],
): Line {
  return {
    id: partId(order, 'LineItem'),
    kind: variant.product.isGiftCard ? 'GIFT_CARD' : 'PRODUCT',
    title: variant.product.title,
    product: variant.product,
    variant,
    quantity,
    currentQuantity: quantity,
    fulfilledQuantity: 0,
    refundedQuantity: 0,
    unitPrice,
    allocations: [],
    tax: ZERO,
    addedByEdit: false,
  };
}

export function lineTax(order: Order, line: Line): Line['tax'] {
  if (line.kind !== 'PRODUCT') return ZERO;
  return each(netOf(line), (minor) => taxOf(minor, order.taxRatePpm, order.taxesIncluded));
}

function tipLine(order: Order, amount: Line['unitPrice']): Line {
  return {
    id: partId(order, 'LineItem'),
    kind: 'TIP',
    title: 'Tip',
    product: null,
    variant: null,
    quantity: 1,
    currentQuantity: 1,
    fulfilledQuantity: 0,
    refundedQuantity: 0,
    unitPrice: amount,
    allocations: [],
    tax: ZERO,
    addedByEdit: false,
  };
}

function settleTaxes(order: Order): void {
  for (const line of order.lines) line.tax = lineTax(order, line);
  for (const shippingLine of order.shippingLines) {
    shippingLine.tax = each(shippingNetOf(shippingLine), (minor) =>
      taxOf(minor, order.taxRatePpm, order.taxesIncluded),
    );
  }
}

function bookOrder(order: Order): void {
  const sales = order.lines.map((line) =>
    saleRow(
      order,
      { type: line.kind, line },
      'ORDER',
      line.quantity,
      unitAmounts(line, 0, line.quantity),
    ),
  );
  for (const shippingLine of order.shippingLines) {
    const net = shippingNetOf(shippingLine);
    const discount = each(shippingLine.price, (minor) => minor);
    sales.push(
      saleRow(order, { type: 'SHIPPING', shippingLine }, 'ORDER', null, {
        net,
        discount: {
          shop: discount.shop - net.shop,
          presentment: discount.presentment - net.presentment,
        },
        tax: shippingLine.tax,
      }),
    );
  }
  order.agreements.push({
    id: partId(order, 'SalesAgreement'),
    happenedAt: order.createdAt,
    reason: 'ORDER',
    refund: null,
    return: null,
    sales,
  });
}

const TAX_TITLES: Readonly<Record<string, string>> = {
  KR: 'VAT',
  US: 'State Tax',
  DE: 'MwSt',
  JP: '消費税',
};

function emptyOrder(profile: ShopProfile, prefix: string, seq: number, spec: OrderSpec): Order {
  return {
    __typename: 'Order',
    seq,
    id: gid('Order', orderNumberPart(prefix, seq, 0)),
    createdAt: spec.at,
    updatedAt: spec.at,
    cancelledAt: null,
    cancelReason: null,
    closedAt: null,
    test: spec.test,
    deletedAt: null,
    edited: false,
    currency: profile.currency,
    presentmentCurrency: spec.presentmentCurrency ?? profile.currency,
    taxesIncluded: profile.taxesIncluded,
    taxRatePpm: Math.round(profile.taxRate * 1_000_000),
    taxTitle: TAX_TITLES[profile.country] ?? 'Tax',
    sourceName: spec.sourceName,
    tags: spec.tags,
    note: spec.note,
    customer: spec.customer,
    address: spec.shipping === null ? null : (spec.customer?.address ?? null),
    locale: spec.customer?.locale ?? 'en',
    clientIp: `203.0.113.${seq % 254}`,
    lines: [],
    shippingLines: [],
    discounts: [],
    agreements: [],
    transactions: [],
    refunds: [],
    returns: [],
    fulfillments: [],
    journey: spec.journey,
    originalTotal: ZERO,
    nextPart: 1,
  };
}
