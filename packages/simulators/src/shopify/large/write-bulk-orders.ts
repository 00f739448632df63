import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { dayNumber, dayOfNumber } from '../../world/calendar.ts';
import { SHOP_PROFILES, type ShopProfile } from '../../world/profiles.ts';
import { WHOLE_ORDER_QUERY } from './order-query.ts';
import { type Block, FIRST_LARGE_SEQ, buildBlock, templateOrders } from './template.ts';

export interface LargeBulkOptions {
  count: number;
  seed: string;
  profile?: ShopProfile;
  /** The bulk query whose result is written; it selects an order's `number` and `createdAt`. Default: whole orders. */
  query?: string;
  /** Rows of 256 neighbouring orders mixed, as flat results come; grouped otherwise. Default true. */
  shuffled?: boolean;
  /** First day of orders and over how many days they spread. */
  firstDay?: string;
  days?: number;
}

export interface LargeBulkResult {
  orders: number;
  rows: number;
  bytes: number;
}

const BLOCK_ORDERS = 256;

/**
 * Streams the JSONL of a bulk operation over `count` whole orders. The rows are copies of 256 real
 * simulated orders with their own order numbers, ids and dates; amounts and customers repeat.
 */
export async function writeBulkOrders(
  writable: Writable,
  options: LargeBulkOptions,
): Promise<LargeBulkResult> {
  const { count, seed, shuffled = true, days = 730, firstDay = '2024-10-01' } = options;
  const { query = WHOLE_ORDER_QUERY } = options;
  const profile = options.profile ?? SHOP_PROFILES[0];
  if (!profile) throw new Error('There is no shop profile to write orders of.');
  const templates = templateOrders(profile, seed, Math.min(BLOCK_ORDERS, count), query);
  const whole = count > 0 ? buildBlock(templates, shuffled ? seed : null) : null;
  const start = dayNumber(firstDay);
  const dayOf = (index: number) => start + Math.floor((index * days) / count);
  const result = { orders: 0, rows: 0, bytes: 0 };
  if (!whole) return result;
  while (result.orders < count) {
    const left = count - result.orders;
    const block =
      left >= whole.orders
        ? whole
        : buildBlock(templates.slice(0, left), shuffled ? `${seed}-end` : null);
    const chunk = stamp(block, result.orders, dayOf);
    result.orders += block.orders;
    result.rows += block.rows;
    result.bytes += chunk.length;
    if (!writable.write(chunk)) await once(writable, 'drain');
  }
  return result;
}

function stamp(block: Block, firstIndex: number, dayOf: (index: number) => number): Buffer {
  const bytes = Buffer.from(block.bytes);
  for (let i = 0; i < block.seqAt.length; i++) {
    let seq = FIRST_LARGE_SEQ + firstIndex + (block.seqOrder[i] as number);
    const at = block.seqAt[i] as number;
    for (let digit = 6; digit >= 0; digit--) {
      bytes[at + digit] = 48 + (seq % 10);
      seq = Math.floor(seq / 10);
    }
  }
  for (let i = 0; i < block.dateAt.length; i++) {
    const day = dayOf(firstIndex + (block.dateOrder[i] as number)) + (block.dateShift[i] as number);
    bytes.set(dateBytes(day), block.dateAt[i]);
  }
  return bytes;
}

const dates = new Map<number, Uint8Array>();

function dateBytes(day: number): Uint8Array {
  let bytes = dates.get(day);
  if (!bytes) {
    bytes = Buffer.from(dayOfNumber(day), 'latin1');
    dates.set(day, bytes);
  }
  return bytes;
}
