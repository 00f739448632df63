import { allocateAmount, formatAmount, minorDigits, parseAmount } from '@commerce/core';
import { shopUnits } from './amounts.ts';
import { type LedgerEvent, shareOf } from './ledger-event.ts';
import type { WireLineItem, WireOrder, WireRefund, WireShippingLine, WireTaxLine } from './wire.ts';

/** A line of goods or shipping on the order's own price basis; `tax` null: not said per line. */
interface Charge {
  key: string;
  isGoods: boolean;
  item: WireLineItem | null;
  price: bigint;
  discount: bigint;
  tax: bigint | null;
}

const sum = (units: Iterable<bigint>): bigint => {
  let total = 0n;
  for (const unit of units) total += unit;
  return total;
};

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
    isGoods: true,
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
    isGoods: false,
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
  return { key: 'goods', isGoods: true, item: null, price: paid + discount, discount, tax: null };
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
  const whole = { key: 'shipping', isGoods: false, item: null, price, discount: 0n, tax: null };
  return price === 0n ? charges : [...charges, whole];
}

const net = ({ price, discount }: Charge): bigint => price - discount;

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
  const lines = charges.filter(({ item }) => item !== null);
  const open = lines.filter(({ item }) => item?.discountAllocations == null);
  if (order.subtotalPriceSet == null) return;
  const left = sum(lines.map(net)) - shopUnits(order.subtotalPriceSet);
  const shares = sharesOf(order, left, open);
  for (const [index, charge] of open.entries()) charge.discount += shares[index] as bigint;
}

/** Spreads the order's tax over the lines that do not say theirs, by what is paid for them. */
function spreadTax(order: WireOrder, charges: readonly Charge[]): void {
  const open = charges.filter(
    ({ tax, item }) => tax === null && item?.isGiftCard !== true && item?.taxable !== false,
  );
  const known = sum(charges.map(({ tax }) => tax ?? 0n));
  const shares = sharesOf(order, shopUnits(order.totalTaxSet) - known, open);
  for (const [index, charge] of open.entries()) charge.tax = shares[index] as bigint;
}

/** Whether prices contain tax; where the payload does not say, the choice that meets the total. */
function pricesIncludeTax(order: WireOrder, charges: readonly Charge[]): boolean {
  if (order.taxesIncluded != null) return order.taxesIncluded;
  const extras = shopUnits(order.totalTipReceivedSet) + shopUnits(order.originalTotalDutiesSet);
  return sum(charges.map(net)) + extras === shopUnits(order.totalPriceSet);
}

function chargeEvent(order: WireOrder, charge: Charge, included: boolean): LedgerEvent {
  const tax = charge.tax ?? 0n;
  const paid = net(charge);
  const digits = minorDigits(order.currencyCode);
  const taxInDiscount = included ? shareOf(charge.discount, tax, paid, digits) : 0n;
  const { isGoods } = charge;
  return {
    key: charge.key,
    type: isGoods ? 'sale' : 'shipping',
    line: isGoods ? (charge.item?.isGiftCard === true ? 'gift_card' : 'product') : 'shipping',
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

/** Units that went back; only one refund can be told to have taken them. */
function unitsBack(order: WireOrder, refunds: number): number | null {
  if (refunds !== 1) return null;
  let units = 0;
  for (const { quantity, currentQuantity } of order.lineItems ?? []) {
    units += quantity - (currentQuantity ?? quantity);
  }
  return units === 0 ? null : -units;
}

/** The order's refunds; where the payload has no list of them, all that was paid back as one. */
const refundsOf = (order: WireOrder): readonly (Omit<WireRefund, 'id'> & { id: string | null })[] =>
  order.refunds ?? [{ id: null, totalRefundedSet: order.totalRefundedSet }];

function refundEvents(order: WireOrder, sold: readonly LedgerEvent[]): LedgerEvent[] {
  const refunds = refundsOf(order).filter(
    ({ totalRefundedSet }) => shopUnits(totalRefundedSet) > 0n,
  );
  const digits = minorDigits(order.currencyCode);
  const paidBack = sum(refunds.map(({ totalRefundedSet }) => shopUnits(totalRefundedSet)));
  const shippingBack = shopUnits(order.totalRefundedShippingSet);
  const goodsSold = sold.filter(({ line }) => line === 'product' || line === 'gift_card');
  const onlyGiftCards = goodsSold.length > 0 && goodsSold.every(({ line }) => line === 'gift_card');
  const goodsLine = onlyGiftCards ? ('gift_card' as const) : ('product' as const);
  const taxIn = (amount: bigint, lines: readonly LedgerEvent[]): bigint =>
    shareOf(
      amount,
      sum(lines.map(({ tax }) => tax)),
      sum(lines.map((line) => line.amount)),
      digits,
    );
  return refunds.flatMap((refund): LedgerEvent[] => {
    const total = shopUnits(refund.totalRefundedSet);
    const shipping = shareOf(total, shippingBack, paidBack, digits);
    const key = refund.id === null ? 'refund' : `refund:${refund.id}`;
    const amounts = [
      { key, line: goodsLine, amount: shipping - total, sales: goodsSold },
      {
        key: `${key}:shipping`,
        line: 'shipping' as const,
        amount: -shipping,
        sales: sold.filter(({ line }) => line === 'shipping'),
      },
    ];
    return amounts
      .filter(({ amount }) => amount !== 0n)
      .map(({ key, line, amount, sales }) => ({
        key,
        type: 'refund',
        line,
        lineItemId: null,
        quantity: line === 'shipping' ? null : unitsBack(order, refunds.length),
        at: refund.processedAt ?? refund.createdAt ?? order.updatedAt,
        amount,
        tax: taxIn(amount, sales),
        discount: 0n,
        refundId: refund.id,
        source: 'derived',
      }));
  });
}

/** What was sold, by the order's lines, on the order's day. */
export function derivedSales(order: WireOrder): LedgerEvent[] {
  const charges = chargesOf(order);
  spreadDiscount(order, charges);
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
