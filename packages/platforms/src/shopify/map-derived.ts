import {
  allocateAmount,
  formatAmount,
  type LedgerLineType,
  minorDigits,
  parseAmount,
} from '@commerce/core';
import { shopUnits } from './amounts.ts';
import { refundEvents } from './derived-refunds.ts';
import { type LedgerEvent, shareOf, sum } from './ledger-event.ts';
import { linesWorth } from './lines-worth.ts';
import type { WireLineItem, WireOrder, WireShippingLine, WireTaxLine } from './wire.ts';

/** A line of goods or shipping on the order's own price basis; `tax` null: not said per line. */
interface Charge {
  key: string;
  line: Extract<LedgerLineType, 'product' | 'gift_card' | 'tip' | 'shipping'>;
  item: WireLineItem | null;
  price: bigint;
  discount: bigint;
  tax: bigint | null;
}

const taxOf = (lines: WireTaxLine[] | null | undefined): bigint | null =>
  lines == null ? null : sum(lines.map(({ priceSet }) => shopUnits(priceSet)));

function goods(item: WireLineItem): Charge {
  const price =
    item.originalTotalSet != null
      ? shopUnits(item.originalTotalSet)
      : shopUnits(item.originalUnitPriceSet) * BigInt(item.quantity);
  const discount =
    item.discountAllocations != null
      ? sum(item.discountAllocations.map(({ allocatedAmountSet }) => shopUnits(allocatedAmountSet)))
      : shopUnits(item.totalDiscountSet);
  return {
    key: `line:${item.id}`,
    line: item.isGiftCard === true ? 'gift_card' : 'product',
    item,
    price,
    discount,
    tax: taxOf(item.taxLines),
  };
}

function carriage(line: WireShippingLine): Charge {
  const price = shopUnits(line.originalPriceSet);
  const paid = line.discountedPriceSet == null ? price : shopUnits(line.discountedPriceSet);
  return {
    key: `shipping:${line.id}`,
    line: 'shipping',
    item: null,
    price,
    discount: price - paid,
    tax: taxOf(line.taxLines),
  };
}

const isPriced = (item: WireLineItem): boolean =>
  item.originalTotalSet != null || item.originalUnitPriceSet != null;

/** All goods as one charge, for a payload without lines or without their prices. */
function allGoods(order: WireOrder): Charge {
  const discount = shopUnits(order.totalDiscountsSet);
  const beyondGoods =
    shopUnits(order.totalShippingPriceSet) +
    shopUnits(order.totalTipReceivedSet) +
    (order.taxesIncluded === true ? 0n : shopUnits(order.totalTaxSet));
  const paid =
    order.subtotalPriceSet == null
      ? shopUnits(order.totalPriceSet ?? order.currentTotalPriceSet) - beyondGoods
      : shopUnits(order.subtotalPriceSet);
  return {
    key: 'goods',
    line: 'product',
    item: null,
    price: paid + discount,
    discount,
    tax: null,
  };
}

function chargesOf(order: WireOrder): Charge[] {
  const lines = order.lineItems ?? [];
  const priced = lines.length > 0 && lines.every(isPriced);
  const charges = priced ? lines.map(goods) : [allGoods(order)];
  const shipping = order.shippingLines?.filter(({ isRemoved }) => isRemoved !== true);
  if (shipping && shipping.length > 0) {
    return [...charges, ...shipping.map(carriage).filter((line) => line.price !== 0n)];
  }
  const price = shopUnits(order.totalShippingPriceSet);
  if (price === 0n) return charges;
  return [
    ...charges,
    { key: 'shipping', line: 'shipping', item: null, price, discount: 0n, tax: null },
  ];
}

const net = ({ price, discount }: Charge): bigint => price - discount;

/** Nothing that is stocked, sent or taxed. */
const mayBeTip = ({ product, variant, sku, vendor, ...item }: WireLineItem): boolean =>
  [product, variant, sku, vendor].every((part) => part == null) &&
  [item.requiresShipping, item.taxable, item.isGiftCard].every((is) => is !== true);

/** Shopify lists tips among the lines, but leaves them out of the subtotal. What they are worth tells which lines they are. */
function nameTips(order: WireOrder, charges: readonly Charge[]): void {
  const tip = shopUnits(order.totalTipReceivedSet);
  if (tip <= 0n || order.subtotalPriceSet == null) return;
  const lines = charges.filter(({ item }) => item !== null);
  if (sum(lines.map(net)) - shopUnits(order.subtotalPriceSet) < tip) return;
  const open = lines.filter(({ item }) => item !== null && mayBeTip(item));
  for (const charge of linesWorth(open, tip, net)) charge.line = 'tip';
}

/** `total` cut in proportion to what is paid for each charge, in whole minor units where it is one. */
function sharesOf(order: WireOrder, total: bigint, charges: readonly Charge[]): bigint[] {
  const weights = charges.map((charge) => (net(charge) > 0n ? net(charge) : 0n));
  if (total <= 0n || sum(weights) === 0n) return charges.map(() => 0n);
  const digits = minorDigits(order.currencyCode);
  const whole = total % 10n ** BigInt(4 - digits) === 0n;
  return allocateAmount(formatAmount(total), weights, whole ? digits : 4).map(parseAmount);
}

/**
 * Lines without their allocations say at most their own discounts. What the subtotal is lower than such
 * lines together is the order's discount.
 */
function spreadDiscount(order: WireOrder, charges: readonly Charge[]): void {
  const lines = charges.filter(({ item, line }) => item !== null && line !== 'tip');
  const open = lines.filter(({ item }) => item?.discountAllocations == null);
  if (order.subtotalPriceSet == null) return;
  const left = sum(lines.map(net)) - shopUnits(order.subtotalPriceSet);
  const shares = sharesOf(order, left, open);
  for (const [index, charge] of open.entries()) charge.discount += shares[index] as bigint;
}

/** Goods that the subtotal holds beyond the lines: a file can have lost lines, and a query can have cut them off. */
function lostGoods(order: WireOrder, charges: readonly Charge[]): Charge[] {
  const lines = charges.filter(({ item, line }) => item !== null && line !== 'tip');
  if (order.subtotalPriceSet == null || lines.length === 0) return [];
  const price = shopUnits(order.subtotalPriceSet) - sum(lines.map(net));
  if (price <= 0n) return [];
  return [{ key: 'goods', line: 'product', item: null, price, discount: 0n, tax: null }];
}

/**
 * Spreads the order's tax over the lines that do not say theirs, by what is paid for them. Marketplaces tax
 * lines that the shop does not: where those it does could not bear the tax, the others share it.
 */
function spreadTax(order: WireOrder, charges: readonly Charge[]): void {
  const silent = charges.filter(
    ({ tax, line }) => tax === null && line !== 'gift_card' && line !== 'tip',
  );
  const taxable = silent.filter(({ item }) => item?.taxable !== false);
  const left = shopUnits(order.totalTaxSet) - sum(charges.map(({ tax }) => tax ?? 0n));
  const open = left < sum(taxable.map(net)) ? taxable : silent;
  const shares = sharesOf(order, left, open);
  for (const [index, charge] of open.entries()) charge.tax = shares[index] as bigint;
}

/** Whether prices contain tax; where the payload does not say, the choice that meets the total. */
function pricesIncludeTax(order: WireOrder, charges: readonly Charge[]): boolean {
  if (order.taxesIncluded != null) return order.taxesIncluded;
  const extras = shopUnits(order.totalTipReceivedSet) + shopUnits(order.originalTotalDutiesSet);
  const lines = charges.filter(({ line }) => line !== 'tip');
  return sum(lines.map(net)) + extras === shopUnits(order.totalPriceSet);
}

function chargeEvent(order: WireOrder, charge: Charge, included: boolean): LedgerEvent {
  const tax = charge.tax ?? 0n;
  const paid = net(charge);
  const digits = minorDigits(order.currencyCode);
  const taxInDiscount = included ? shareOf(charge.discount, tax, paid, digits) : 0n;
  const { line } = charge;
  return {
    key: charge.key,
    type: line === 'shipping' ? 'shipping' : 'sale',
    line,
    lineItemId: charge.item?.id ?? null,
    quantity: charge.item?.quantity ?? null,
    at: order.processedAt ?? order.createdAt,
    amount: included ? paid : paid + tax,
    tax,
    discount: charge.discount - taxInDiscount,
    refundId: null,
    source: 'derived',
  };
}

/** Tips, duties and fees that the order's total holds beyond its lines. */
function extraEvents(order: WireOrder, events: readonly LedgerEvent[]): LedgerEvent[] {
  let left = shopUnits(order.totalPriceSet) - sum(events.map(({ amount }) => amount));
  const extras = [
    { key: 'tip', type: 'sale', line: 'tip', bag: order.totalTipReceivedSet },
    { key: 'duties', type: 'fee', line: 'duty', bag: order.originalTotalDutiesSet },
    { key: 'fees', type: 'fee', line: 'fee', bag: order.originalTotalAdditionalFeesSet },
  ] as const;
  return extras.flatMap(({ key, type, line, bag }): LedgerEvent[] => {
    const amount = shopUnits(bag);
    if (amount <= 0n || amount > left) return [];
    left -= amount;
    const at = order.processedAt ?? order.createdAt;
    const rest = {
      lineItemId: null,
      quantity: null,
      tax: 0n,
      discount: 0n,
      refundId: null,
    } as const;
    return [{ key, type, line, at, amount, ...rest, source: 'derived' }];
  });
}

/** What was sold, by the order's lines, on the order's day. */
export function derivedSales(order: WireOrder): LedgerEvent[] {
  const charges = chargesOf(order);
  nameTips(order, charges);
  spreadDiscount(order, charges);
  charges.push(...lostGoods(order, charges));
  spreadTax(order, charges);
  const included = pricesIncludeTax(order, charges);
  const sold = charges.map((charge) => chargeEvent(order, charge, included));
  return [...sold, ...extraEvents(order, sold)];
}

/** Events of an order that carries no agreements: its lines on the order's day, its refunds on theirs. */
export function derivedEvents(order: WireOrder): LedgerEvent[] {
  const sold = derivedSales(order);
  return [...sold, ...refundEvents(order, sold)];
}
