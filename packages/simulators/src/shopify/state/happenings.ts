import type { Bag } from '../amounts/bag.ts';
import { cancelOrder } from './cancel-order.ts';
import { type EditSpec, editOrder } from './edit-order.ts';
import { deliverOrder, fulfilOrder, shippableUnits } from './fulfil-order.ts';
import type { Line, Order, Refund } from './order-types.ts';
import { capture, markAsPaid } from './payments.ts';
import { type RefundSpec, refundOrder } from './refund-order.ts';
import { closeReturn, openReturn } from './return-order.ts';

export interface Change {
  topic: string;
  at: number;
  order: Order;
  refund?: Refund;
}

/** Everything that can happen to an existing order at one instant, announced as webhook topics. */
export class Happenings {
  readonly #at: number;
  readonly #announce: (change: Change) => void;

  constructor(at: number, announce: (change: Change) => void) {
    this.#at = at;
    this.#announce = announce;
  }

  capture(order: Order): void {
    if (capture(order, this.#at)) this.#changed(order, 'ORDERS_PAID');
  }

  pay(order: Order): void {
    if (markAsPaid(order, this.#at)) this.#changed(order, 'ORDERS_PAID');
  }

  cancel(order: Order, reason: string): void {
    const committed = order.lines.map((line) => ({ line, units: shippableUnits(line) }));
    if (!cancelOrder(order, this.#at, reason)) return;
    for (const { line, units } of committed) release(line, units);
    this.#changed(order, 'ORDERS_CANCELLED');
  }

  edit(order: Order, spec: EditSpec): void {
    if (!editOrder(order, this.#at, spec)) return;
    for (const { line, quantity } of spec.remove) release(line, quantity);
    this.#changed(order, 'ORDERS_EDITED');
  }

  fulfil(order: Order, partial: boolean): void {
    if (!fulfilOrder(order, this.#at, partial)) return;
    const whole = order.lines.every((line) => shippableUnits(line) === 0);
    this.#changed(order, whole ? 'ORDERS_FULFILLED' : 'ORDERS_PARTIALLY_FULFILLED');
  }

  deliver(order: Order): void {
    if (deliverOrder(order, this.#at)) this.#changed(order);
  }

  refund(order: Order, lines: RefundSpec['lines'], shipping: boolean): Refund | null {
    return this.refundWith(order, { lines, shipping, restockType: 'RETURN' });
  }

  goodwill(order: Order, goodwill: Bag | null): void {
    if (!goodwill) return;
    this.refundWith(order, { lines: [], shipping: false, restockType: 'NO_RESTOCK', goodwill });
  }

  refundWith(order: Order, spec: RefundSpec): Refund | null {
    const refund = refundOrder(order, this.#at, spec);
    if (!refund) return null;
    for (const row of refund.lines) {
      if (row.restockType !== 'NO_RESTOCK' && row.line.variant) {
        row.line.variant.item.available += row.quantity;
      }
    }
    this.#announce({ topic: 'REFUNDS_CREATE', at: this.#at, order, refund });
    this.#changed(order);
    return refund;
  }

  openReturn(order: Order, lines: { line: Line; quantity: number }[], feePercent: number): void {
    if (openReturn(order, this.#at, lines, feePercent)) this.#changed(order);
  }

  settleReturn(order: Order): void {
    const entry = order.returns.find((row) => row.status === 'OPEN');
    if (!entry) return;
    closeReturn(order, this.#at, entry);
    const { lines } = entry;
    this.refundWith(order, { lines, shipping: false, restockType: 'RETURN', return: entry });
  }

  #changed(order: Order, topic?: string): void {
    order.updatedAt = this.#at;
    if (topic) this.#announce({ topic, at: this.#at, order });
    this.#announce({ topic: 'ORDERS_UPDATED', at: this.#at, order });
  }
}

function release(line: Line, units: number): void {
  const item = line.variant?.item;
  if (!item || line.kind !== 'PRODUCT') return;
  item.committed -= units;
  item.available += units;
}
