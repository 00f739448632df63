import { allocateAmount, formatAmount, minorDigits, parseAmount } from '@commerce/core';
import { amountIn, type CsvRow, flag, refuse } from './csv-cells.ts';
import type { WireBag, WireLineItem } from './wire.ts';

export interface CsvLine {
  row: CsvRow;
  quantity: number;
  price: string;
  value: bigint;
  ownDiscount: bigint;
}

export function lineIn(row: CsvRow): CsvLine {
  const quantity = Number(row.lineQuantity ?? '1');
  if (!Number.isSafeInteger(quantity) || quantity < 0) {
    throw refuse(`"${row.lineQuantity}" is not a quantity`);
  }
  const price = amountIn(row, 'linePrice') ?? '0';
  const ownDiscount = parseAmount(amountIn(row, 'lineDiscount') ?? '0');
  return { row, quantity, price, value: parseAmount(price) * BigInt(quantity), ownDiscount };
}

/**
 * What each line was reduced by: its own discount, and its share of what the subtotal is lower than the
 * lines together.
 */
export function discountsOf(
  lines: readonly CsvLine[],
  subtotal: string | null,
  currency: string,
): bigint[] {
  const own = lines.map(({ ownDiscount }) => ownDiscount);
  if (subtotal === null) return own;
  const left = lines.reduce(
    (sum, line) => sum + line.value - line.ownDiscount,
    -parseAmount(subtotal),
  );
  const weights = lines.map(({ value, ownDiscount }) =>
    value > ownDiscount ? value - ownDiscount : 0n,
  );
  if (left <= 0n || weights.every((weight) => weight === 0n)) return own;
  const digits = minorDigits(currency);
  const isWhole = left % 10n ** BigInt(4 - digits) === 0n;
  const shares = allocateAmount(formatAmount(left), weights, isWhole ? digits : 4);
  return own.map((discount, index) => discount + parseAmount(shares[index] as string));
}

export function toWireLine(
  orderId: string,
  { row, quantity, price, value }: CsvLine,
  index: number,
  discount: bigint,
  bag: (amount: string) => WireBag,
): WireLineItem {
  return {
    id: `${orderId}/line/${index + 1}`,
    title: row.lineName ?? null,
    sku: row.lineSku ?? null,
    vendor: row.vendor ?? null,
    quantity,
    requiresShipping: flag(row.lineRequiresShipping),
    taxable: flag(row.lineTaxable),
    originalUnitPriceSet: bag(price),
    originalTotalSet: bag(formatAmount(value)),
    discountAllocations:
      discount === 0n ? [] : [{ allocatedAmountSet: bag(formatAmount(discount)) }],
  };
}
