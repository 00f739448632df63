import { createHash } from 'node:crypto';
import type { Order } from './order-types.ts';

/** Four digits that keep one shop's ids apart from another's. */
export function shopPrefix(domain: string): string {
  const hash = createHash('sha256').update(domain).digest();
  return String(1000 + (hash.readUInt32BE(0) % 8999));
}

export function gid(type: string, number: string): string {
  return `gid://shopify/${type}/${number}`;
}

export function legacyId(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** Ids inside an order have one width: shop prefix, order number (7 digits), part (3 digits). */
export function orderNumberPart(prefix: string, seq: number, part: number): string {
  return `${prefix}${String(seq).padStart(7, '0')}${String(part).padStart(3, '0')}`;
}

/** The next id of `type` inside an order. */
export function partId(order: Order, type: string): string {
  const own = legacyId(order.id);
  const part = String(order.nextPart++).padStart(3, '0');
  return gid(type, own.slice(0, -3) + part);
}
