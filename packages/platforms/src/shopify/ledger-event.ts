import {
  type Day,
  formatAmount,
  type LedgerEventType,
  type LedgerLineType,
  type LedgerRow,
  type VatBasis,
} from '@commerce/core';
import { instantText } from './instants.ts';

/** A ledger row while its amounts are still ten-thousandths. `gross` follows from the other three. */
export interface LedgerEvent {
  key: string;
  type: LedgerEventType;
  line: LedgerLineType;
  lineItemId: string | null;
  quantity: number | null;
  at: string;
  /** What the buyer owes or gets back, with tax. */
  amount: bigint;
  tax: bigint;
  /** Without tax. */
  discount: bigint;
  refundId: string | null;
  source: LedgerRow['source'];
}

/** What all rows of one order have in common. */
export interface LedgerOrder {
  id: string;
  currency: string;
  orderDay: Day;
  vatBasis: VatBasis;
  dayOf(instant: string): Day;
}

export function toLedgerRow(order: LedgerOrder, event: LedgerEvent): LedgerRow {
  return {
    order_id: order.id,
    event_key: event.key,
    event_type: event.type,
    line_type: event.line,
    line_item_id: event.lineItemId,
    quantity: event.quantity,
    occurred_at: instantText(event.at) as string,
    event_day: order.dayOf(event.at),
    order_day: order.orderDay,
    currency: order.currency,
    gross_amount: formatAmount(event.amount - event.tax + event.discount),
    discount_amount: formatAmount(event.discount),
    tax_amount: formatAmount(event.tax),
    amount: formatAmount(event.amount),
    vat_basis: event.source === 'reconcile' ? 'unknown' : order.vatBasis,
    source: event.source,
    refund_id: event.refundId,
  };
}

export const sum = (units: Iterable<bigint>): bigint => {
  let total = 0n;
  for (const unit of units) total += unit;
  return total;
};

const absolute = (units: bigint): bigint => (units < 0n ? -units : units);

/** `−|x|`: money and goods that go back. */
export const takenBack = (units: bigint): bigint => -absolute(units);

/** `amount × part / whole`, rounded half away from zero to steps of `10^(4 − digits)`; 0 when `whole` is 0. */
export function shareOf(amount: bigint, part: bigint, whole: bigint, digits: number): bigint {
  if (whole === 0n) return 0n;
  const step = 10n ** BigInt(4 - digits);
  const negative = (amount < 0n !== part < 0n) !== whole < 0n;
  const top = absolute(amount) * absolute(part);
  const bottom = absolute(whole) * step;
  const rounded = ((2n * top + bottom) / (2n * bottom)) * step;
  return negative ? -rounded : rounded;
}
