import { each } from '../amounts/bag.ts';
import { divideRounded } from '../amounts/rounding.ts';
import type { Random } from '../../world/random.ts';
import type { Product } from './catalog.ts';
import { random } from '../../world/random.ts';
import { unitAmounts } from './line-amounts.ts';
import type { OrderSpec } from './order-spec.ts';
import type { Line, Order } from './order-types.ts';
import type { Happenings } from './happenings.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Something that will happen to an order unless it was cancelled or deleted before. */
export interface LifeEvent {
  at: number;
  run(order: Order, happen: Happenings): void;
}

/** The later life of an order: capture, edit, cancellation, shipping, refunds, returns. */
export function planLife(
  spec: OrderSpec,
  source: Random,
  catalog: readonly Product[],
  key: readonly (string | number)[],
): LifeEvent[] {
  const { at } = spec;
  const events: LifeEvent[] = [];
  if (spec.payment.kind === 'pending' && source.chance(0.4)) {
    events.push({
      at: at + 6 * DAY + source.int(0, 20) * HOUR,
      run: (order, happen) => happen.cancel(order, 'DECLINED'),
    });
    return events;
  }
  if (source.chance(0.04)) {
    const reason = source.pick(['CUSTOMER', 'INVENTORY', 'FRAUD', 'OTHER']);
    events.push({
      at: at + source.int(20, 1_400) * 60_000,
      run: (order, happen) => happen.cancel(order, reason),
    });
    return events;
  }
  const paidAt = at + planMoney(events, spec, source);
  if (source.chance(0.03)) events.push(planEdit(at, source, catalog, key));
  const shippedAt = Math.max(paidAt, at + 22 * HOUR) + source.int(0, 40) * HOUR;
  planShipping(events, shippedAt, source);
  planRefunds(events, shippedAt, source);
  return events;
}

function planMoney(events: LifeEvent[], spec: OrderSpec, source: Random): number {
  if (spec.payment.kind === 'authorize') {
    const delay = source.int(30, 1_200) * 60_000;
    events.push({ at: spec.at + delay, run: (order, happen) => happen.capture(order) });
    return delay;
  }
  if (spec.payment.kind === 'pending') {
    const delay = source.int(5, 60) * HOUR;
    events.push({ at: spec.at + delay, run: (order, happen) => happen.pay(order) });
    return delay;
  }
  return 0;
}

function planShipping(events: LifeEvent[], shippedAt: number, source: Random): void {
  const partial = source.chance(0.06);
  events.push({ at: shippedAt, run: (order, happen) => happen.fulfil(order, partial) });
  if (partial) {
    events.push({ at: shippedAt + DAY, run: (order, happen) => happen.fulfil(order, false) });
  }
  const deliveredAt = shippedAt + source.int(28, 90) * HOUR;
  events.push({ at: deliveredAt, run: (order, happen) => happen.deliver(order) });
}

function planEdit(
  at: number,
  source: Random,
  catalog: readonly Product[],
  key: readonly (string | number)[],
): LifeEvent {
  const removes = source.chance(0.5);
  return {
    at: at + source.int(20, 1_100) * 60_000,
    run: (order, happen) => {
      const draw = random(...key, 'edit');
      const pool = catalog.filter((product) => !product.isGiftCard);
      const target = order.lines.find((line) => line.kind === 'PRODUCT' && line.quantity > 1);
      if (removes && target)
        happen.edit(order, { add: [], remove: [{ line: target, quantity: 1 }] });
      else {
        const variant = draw.pick(draw.pick(pool.length > 0 ? pool : catalog).variants);
        happen.edit(order, { add: [{ variant, quantity: 1 }], remove: [] });
      }
    },
  };
}

function planRefunds(events: LifeEvent[], shippedAt: number, source: Random): void {
  const draw = source.next();
  const at = shippedAt + source.int(3 * 24, 16 * 24) * HOUR + source.int(0, 3_599) * 1000;
  if (draw < 0.07) {
    const viaReturn = source.chance(0.4);
    const fee = source.chance(0.25) ? 10 : 0;
    if (viaReturn) planReturn(events, at, fee);
    else events.push({ at, run: (order, happen) => happen.refund(order, oneUnit(order), false) });
  } else if (draw < 0.1) {
    const shipping = source.chance(0.5);
    events.push({ at, run: (order, happen) => happen.refund(order, allUnits(order), shipping) });
  } else if (draw < 0.115) {
    events.push({ at, run: (order, happen) => happen.goodwill(order, goodwillOf(order)) });
  }
}

function planReturn(events: LifeEvent[], refundAt: number, fee: number): void {
  events.push({
    at: refundAt - 2 * DAY,
    run: (order, happen) => happen.openReturn(order, oneUnit(order), fee),
  });
  events.push({ at: refundAt, run: (order, happen) => happen.settleReturn(order) });
}

function oneUnit(order: Order): { line: Line; quantity: number }[] {
  const line = order.lines.find((row) => row.kind === 'PRODUCT' && row.currentQuantity > 0);
  return line ? [{ line, quantity: 1 }] : [];
}

function allUnits(order: Order): { line: Line; quantity: number }[] {
  return order.lines
    .filter((line) => line.kind === 'PRODUCT' && line.currentQuantity > 0)
    .map((line) => ({ line, quantity: line.currentQuantity }));
}

function goodwillOf(order: Order) {
  const line = order.lines.find((row) => row.kind === 'PRODUCT' && row.currentQuantity > 0);
  if (!line) return null;
  return each(unitAmounts(line, 0, 1).net, (minor) => divideRounded(minor, 4));
}
