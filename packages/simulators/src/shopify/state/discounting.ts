import { type Bag, subtract, times } from '../amounts/bag.ts';
import { allocate, divideRounded } from '../amounts/rounding.ts';
import { netOf, shippingNetOf } from './line-amounts.ts';
import type { DiscountSpec } from './order-spec.ts';
import type { DiscountApplication, Line, Order } from './order-types.ts';

const TYPENAMES = {
  code: 'DiscountCodeApplication',
  automatic: 'AutomaticDiscountApplication',
  manual: 'ManualDiscountApplication',
} as const;

/** Adds a discount to the order's goods or shipping and allocates it by largest remainder. */
export function applyDiscount(order: Order, spec: DiscountSpec): void {
  if (spec.value === 'free_shipping') return applyFreeShipping(order, spec);
  const goods = order.lines.filter((line) => line.kind === 'PRODUCT');
  const targets = spec.firstLineOnly ? goods.slice(0, 1) : goods;
  if (targets.length === 0) return;
  const application: DiscountApplication = {
    __typename: TYPENAMES[spec.kind],
    index: order.discounts.length,
    label: spec.label,
    allocationMethod: spec.firstLineOnly ? 'EACH' : 'ACROSS',
    targetSelection: spec.firstLineOnly ? 'ENTITLED' : 'ALL',
    targetType: 'LINE_ITEM',
    value: { percentage: spec.value },
  };
  order.discounts.push(application);
  const shop = split(targets, spec.value, 'shop');
  const presentment = split(targets, spec.value, 'presentment');
  targets.forEach((line, index) => {
    const amount: Bag = {
      shop: shop[index] as number,
      presentment: presentment[index] as number,
    };
    line.allocations.push({ application, amount });
  });
}

function split(lines: readonly Line[], percent: number, side: keyof Bag): number[] {
  const weights = lines.map((line) => netOf(line)[side]);
  const whole = weights.reduce((a, b) => a + b, 0);
  return allocate(divideRounded(whole * percent, 100), weights);
}

function applyFreeShipping(order: Order, spec: DiscountSpec): void {
  const shippingLine = order.shippingLines[0];
  if (!shippingLine || shippingNetOf(shippingLine).shop === 0) return;
  const application: DiscountApplication = {
    __typename: TYPENAMES[spec.kind],
    index: order.discounts.length,
    label: spec.label,
    allocationMethod: 'EACH',
    targetSelection: 'ALL',
    targetType: 'SHIPPING_LINE',
    value: { percentage: 100 },
  };
  order.discounts.push(application);
  const already = subtract(shippingLine.price, shippingNetOf(shippingLine));
  shippingLine.allocations.push({
    application,
    amount: subtract(times(shippingLine.price, 1), already),
  });
}
