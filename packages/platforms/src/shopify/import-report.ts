import { formatAmount, type OrderRow, parseAmount } from '@commerce/core';
import type { FileReport, SkippedRows } from '../platform/file-import.ts';

const LINES_SHOWN = 10;
const SUMMED = [
  'total',
  'current_total',
  'total_tax',
  'total_discounts',
  'total_refunded',
] as const;

/** Collects what reading a file of orders found. Totals are sums of shop-currency amounts. */
export class OrderFileReport {
  readonly warnings: string[] = [];
  #skipped = new Map<string, SkippedRows>();
  #sums = new Map<string, bigint>();
  #currencies = new Set<string>();
  #from: string | null = null;
  #to: string | null = null;
  kept = 0;

  skip(reason: string, line: number | null): void {
    let rows = this.#skipped.get(reason);
    if (!rows) this.#skipped.set(reason, (rows = { reason, count: 0, lines: [] }));
    rows.count += 1;
    if (line !== null && rows.lines.length < LINES_SHOWN) rows.lines.push(line);
  }

  keep(orders: readonly OrderRow[]): void {
    for (const order of orders) {
      this.kept += 1;
      this.#currencies.add(order.currency);
      if (this.#from === null || order.order_day < this.#from) this.#from = order.order_day;
      if (this.#to === null || order.order_day > this.#to) this.#to = order.order_day;
      for (const field of SUMMED) {
        const amount = order[field];
        if (amount !== null) {
          this.#sums.set(field, (this.#sums.get(field) ?? 0n) + parseAmount(amount));
        }
      }
    }
  }

  get skipped(): SkippedRows[] {
    const first = ({ lines }: SkippedRows): number => lines[0] ?? Number.POSITIVE_INFINITY;
    return [...this.#skipped.values()].sort((a, b) => first(a) - first(b));
  }

  finish(
    about: Pick<FileReport, 'format' | 'encoding' | 'columns' | 'rows_read' | 'rows_kept'>,
  ): FileReport {
    const [currency = null, ...others] = this.#currencies;
    const isOne = others.length === 0;
    return {
      ...about,
      currency: isOne ? currency : null,
      skipped: this.skipped,
      range: this.#from === null || this.#to === null ? null : { from: this.#from, to: this.#to },
      totals: isOne
        ? [...this.#sums].map(([field, units]) => ({
            field,
            computed: formatAmount(units),
            file: null,
            matches: null,
          }))
        : [],
      warnings: isOne
        ? this.warnings
        : [
            ...this.warnings,
            `The orders are in ${[...this.#currencies].join(', ')}; amounts of different currencies were not added up`,
          ],
    };
  }
}
