import type { Customer } from './customer.ts';
import type { Variant } from './catalog.ts';
import type { Journey } from './order-types.ts';

export interface DiscountSpec {
  kind: 'code' | 'automatic' | 'manual';
  label: string;
  /** Percent off the goods, or "free_shipping". */
  value: number | 'free_shipping';
  /** Automatic discounts apply to the first line only, the others spread over all goods. */
  firstLineOnly?: boolean;
}

export type PaymentSpec =
  | { kind: 'card'; failedFirst?: boolean }
  | { kind: 'authorize' }
  | { kind: 'gift_card'; percent: number }
  | { kind: 'pending' };

/** What a buyer does at checkout; amounts in the shop's minor units. */
export interface OrderSpec {
  at: number;
  lines: { variant: Variant; quantity: number }[];
  discounts: DiscountSpec[];
  /** Null when nothing is shipped. */
  shipping: number | null;
  tip: number;
  presentmentCurrency: string | null;
  customer: Customer | null;
  test: boolean;
  sourceName: string;
  tags: string[];
  note: string | null;
  payment: PaymentSpec;
  journey: Journey | null;
}
