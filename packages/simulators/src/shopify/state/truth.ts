import { localDay } from '../../world/calendar.ts';
import { plainText } from '../amounts/format.ts';
import type { Line, Order } from './order-types.ts';

/**
 * Sums of one shop-local day in the shop's currency, decimal text. Amounts are on the price basis
 * of the shop (with tax where prices include it). Only orders that are neither test, cancelled nor
 * deleted count. Sales are booked on the order's day, edits on theirs, refunds on the refund's day.
 */
export interface DayTruth {
  day: string;
  /** Orders placed that day. */
  orders: number;
  /** Goods at full price: without gift cards, tips and shipping. */
  gross: string;
  /** Discounts on goods. */
  discounts: string;
  /** Goods given back, after their discounts; goodwill money is apart. */
  refunds: string;
  goodwill: string;
  /** gross − discounts − refunds. */
  net: string;
  /** Charged for shipping after discounts, less shipping given back. */
  shipping: string;
  /** Tax of goods and shipping, less tax given back. */
  tax: string;
  giftCards: string;
  tips: string;
  returnFees: string;
  /** Money paid back that day, of counted orders. */
  paidBack: string;
}

export interface ShopTruth {
  currency: string;
  days: DayTruth[];
  excluded: { test: number; cancelled: number };
}

type Figure = Exclude<keyof DayTruth, 'day' | 'orders'>;
type Sums = Record<Figure, number> & { orders: number };

/** Recomputes the figures from order lines, refunds and edits, not from the sales agreements. */
export function truthOf(orders: readonly Order[], timezone: string): ShopTruth {
  const days = new Map<string, Sums>();
  const on = (instant: number) => sumsOf(days, localDay(instant, timezone));
  const excluded = { test: 0, cancelled: 0 };
  for (const order of orders) {
    if (order.test) excluded.test += 1;
    else if (order.cancelledAt !== null) excluded.cancelled += 1;
    else count(order, on);
  }
  const currency = orders[0]?.currency ?? 'USD';
  const sorted = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
  return { currency, days: sorted.map(([day, sums]) => texts(day, sums, currency)), excluded };
}

function count(order: Order, on: (instant: number) => Sums): void {
  on(order.createdAt).orders += 1;
  for (const line of order.lines) {
    const at = line.addedByEdit ? addedAt(order, line) : order.createdAt;
    countLine(line, on(at));
  }
  for (const row of order.shippingLines) {
    const sums = on(order.createdAt);
    const off = row.allocations.reduce((sum, { amount }) => sum + amount.shop, 0);
    sums.shipping += row.price.shop - off;
    sums.tax += row.tax.shop;
  }
  for (const removal of removals(order)) countRemoval(removal, on(removal.at));
  for (const refund of order.refunds) {
    const sums = on(refund.createdAt);
    for (const row of refund.lines) {
      if (row.line.kind === 'PRODUCT') sums.refunds += row.subtotal.shop;
      else if (row.line.kind === 'GIFT_CARD') sums.giftCards -= row.subtotal.shop;
      else sums.tips -= row.subtotal.shop;
      sums.tax -= row.tax.shop;
    }
    sums.shipping -= refund.shipping?.subtotal.shop ?? 0;
    sums.tax -= refund.shipping?.tax.shop ?? 0;
    sums.goodwill += refund.goodwill?.amount.shop ?? 0;
    for (const row of refund.transactions) on(row.createdAt).paidBack += row.amount.shop;
  }
  for (const agreement of order.agreements) {
    for (const sale of agreement.sales) {
      if (sale.subject.type === 'FEE') on(agreement.happenedAt).returnFees += sale.total.shop;
    }
  }
}

function countLine(line: Line, sums: Sums): void {
  const full = line.unitPrice.shop * line.quantity;
  if (line.kind === 'GIFT_CARD') sums.giftCards += full;
  else if (line.kind === 'TIP') sums.tips += full;
  else {
    sums.gross += full;
    sums.discounts += line.allocations.reduce((sum, { amount }) => sum + amount.shop, 0);
    sums.tax += line.tax.shop;
  }
}

interface Removal {
  at: number;
  line: Line;
  from: number;
  to: number;
}

/** Units an edit took out, with the instant; the ledger only tells when and how many. */
function removals(order: Order): Removal[] {
  const left = new Map(order.lines.map((line) => [line, line.quantity]));
  const found: Removal[] = [];
  for (const { reason, happenedAt, sales } of order.agreements) {
    for (const { subject, quantity, actionType } of sales) {
      if (!('line' in subject) || actionType !== 'RETURN') continue;
      const to = left.get(subject.line) ?? 0;
      const from = to + (quantity ?? 0);
      left.set(subject.line, from);
      if (reason === 'ORDER_EDIT') found.push({ at: happenedAt, line: subject.line, from, to });
    }
  }
  return found;
}

function countRemoval({ line, from, to }: Removal, sums: Sums): void {
  const share = (whole: number) =>
    Math.floor((whole * to) / line.quantity) - Math.floor((whole * from) / line.quantity);
  const full = line.unitPrice.shop * (to - from);
  if (line.kind === 'GIFT_CARD') sums.giftCards -= full;
  else {
    sums.gross -= full;
    sums.discounts -= share(line.allocations.reduce((sum, { amount }) => sum + amount.shop, 0));
    sums.tax -= share(line.tax.shop);
  }
}

function addedAt(order: Order, line: Line): number {
  for (const agreement of order.agreements) {
    const row = agreement.sales.find(({ subject }) => 'line' in subject && subject.line === line);
    if (row) return agreement.happenedAt;
  }
  return order.createdAt;
}

function sumsOf(days: Map<string, Sums>, day: string): Sums {
  let sums = days.get(day);
  if (!sums) {
    sums = {
      orders: 0,
      gross: 0,
      discounts: 0,
      refunds: 0,
      goodwill: 0,
      net: 0,
      shipping: 0,
      tax: 0,
      giftCards: 0,
      tips: 0,
      returnFees: 0,
      paidBack: 0,
    };
    days.set(day, sums);
  }
  return sums;
}

function texts(day: string, sums: Sums, currency: string): DayTruth {
  sums.net = sums.gross - sums.discounts - sums.refunds;
  const { orders, ...figures } = sums;
  const entries = Object.entries(figures).map(([key, minor]) => [key, plainText(minor, currency)]);
  return { day, orders, ...(Object.fromEntries(entries) as Record<Figure, string>) };
}
