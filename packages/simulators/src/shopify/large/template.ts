import { dayNumber } from '../../world/calendar.ts';
import type { ShopProfile } from '../../world/profiles.ts';
import { shuffle } from '../../world/shuffle.ts';
import { bulkRows } from '../bulk/rows.ts';
import { ResultStorage } from '../bulk/storage.ts';
import { adminSchema } from '../graphql/schema.ts';
import { ShopSession } from '../session.ts';
import { Shop } from '../state/shop.ts';

/** Order numbers have seven digits everywhere in a template, so that they can be overwritten. */
export const FIRST_LARGE_SEQ = 1_000_001;

export interface TemplateOrder {
  seq: number;
  day: number;
  rows: Buffer[];
}

/** Real orders of the simulated shop with all that happened to them, as grouped bulk rows. */
export function templateOrders(
  profile: ShopProfile,
  seed: string,
  wanted: number,
  query: string,
): TemplateOrder[] {
  const first = '2025-01-01';
  const days = Math.ceil((wanted * 2) / profile.ordersPerDay);
  const now = (dayNumber(first) + days + 60) * 86_400_000;
  const shop = new Shop(profile, seed, first, FIRST_LARGE_SEQ);
  shop.advanceTo(now);
  for (const order of shop.liveOrders().slice(wanted)) shop.orders.delete(order.id);
  const session = new ShopSession(shop, adminSchema(), new ResultStorage(seed), {
    seed,
    rateLimit: { maximumAvailable: 2000, restoreRate: 100 },
    bulkPace: { polls: 1, afterMs: 0 },
    searchLagMs: 0,
    allowLoopbackWebhooks: false,
  });
  const { lines } = bulkRows(session, query, true, now, seed);
  return grouped(lines);
}

function grouped(lines: readonly Buffer[]): TemplateOrder[] {
  const orders: TemplateOrder[] = [];
  for (const row of lines) {
    const text = row.toString('latin1');
    if (text.includes('"__parentId"')) {
      orders.at(-1)?.rows.push(row);
      continue;
    }
    const seq = Number(/"number":(\d+)/.exec(text)?.[1]);
    const day = dayNumber(/"createdAt":"(\d{4}-\d\d-\d\d)/.exec(text)?.[1] ?? '');
    orders.push({ seq, day, rows: [row] });
  }
  return orders;
}

/** A run of whole orders as one buffer, with the places that make each copy different. */
export interface Block {
  bytes: Buffer;
  orders: number;
  rows: number;
  /** Byte offsets of order numbers and of dates, with the order they belong to. */
  seqAt: Int32Array;
  seqOrder: Int32Array;
  dateAt: Int32Array;
  dateOrder: Int32Array;
  /** Days between the order's own day and the date. */
  dateShift: Int32Array;
}

export function buildBlock(orders: readonly TemplateOrder[], shuffleKey: string | null): Block {
  const rows = orders.flatMap((order, index) => order.rows.map((row) => ({ row, index })));
  if (shuffleKey !== null) shuffle(rows, shuffleKey);
  const seqs: [number, number][] = [];
  const dates: [number, number, number][] = [];
  let base = 0;
  for (const { row, index } of rows) {
    const order = orders[index] as TemplateOrder;
    const text = row.toString('latin1');
    for (const match of text.matchAll(
      new RegExp(`(?<!buyer)(?<=\\D(?:\\d{4})?|SIM00)${order.seq}(?=\\D|\\d{3}\\D)`, 'g'),
    )) {
      seqs.push([base + match.index, index]);
    }
    for (const match of text.matchAll(/\d{4}-\d\d-\d\d(?=T\d\d:)/g)) {
      dates.push([base + match.index, index, dayNumber(match[0]) - order.day]);
    }
    base += row.length;
  }
  return {
    bytes: Buffer.concat(rows.map(({ row }) => row)),
    orders: orders.length,
    rows: rows.length,
    seqAt: Int32Array.from(seqs, ([at]) => at),
    seqOrder: Int32Array.from(seqs, ([, order]) => order),
    dateAt: Int32Array.from(dates, ([at]) => at),
    dateOrder: Int32Array.from(dates, ([, order]) => order),
    dateShift: Int32Array.from(dates, ([, , shift]) => shift),
  };
}
