import { allocateAmount, formatAmount, minorDigits, parseAmount } from '@commerce/core';
import { amountIn, type CsvRow, flag, refuse } from './csv-cells.ts';
import { linesWorth } from './lines-worth.ts';
import { MOST_UNITS, type WireBag, type WireLineItem } from './wire.ts';

export interface CsvLine {
  row: CsvRow;
  quantity: number;
  price: string;
  value: bigint;
  ownDiscount: bigint;
}

export function lineIn(row: CsvRow): CsvLine {
  const quantity = Number(row.lineQuantity ?? '1');
  if (!Number.isSafeInteger(quantity) || quantity < 0 || quantity >= MOST_UNITS) {
    throw refuse(`"${row.lineQuantity}" is not a quantity`);
  }
  const price = amountIn(row, 'linePrice') ?? '0';
  const ownDiscount = parseAmount(amountIn(row, 'lineDiscount') ?? '0');
  return { row, quantity, price, value: parseAmount(price) * BigInt(quantity), ownDiscount };
}

const together = (lines: readonly CsvLine[]): bigint =>
  lines.reduce((sum, { value }) => sum + value, 0n);

/** Nothing that is stocked, sent or taxed. */
const mayBeTip = ({ row }: CsvLine): boolean =>
  row.vendor === undefined &&
  row.lineSku === undefined &&
  flag(row.lineRequiresShipping) !== true &&
  flag(row.lineTaxable) !== true;

/**
 * The tip among the lines, in ten-thousandths: Shopify lists it like goods, but only the total holds it and not the
 * subtotal.
 * @param beyond what the total holds beside subtotal, shipping and duties, without the tax and with it
 */
export function tipAmong(
  lines: readonly CsvLine[],
  subtotal: string,
  beyond: readonly bigint[],
): { tip: bigint; lines: readonly CsvLine[] } {
  const open = lines.filter(mayBeTip);
  for (const tip of beyond) {
    if (tip <= 0n || together(lines) - parseAmount(subtotal) < tip) continue;
    const tips = linesWorth(open, tip, ({ value }) => value);
    if (tips.length > 0) return { tip, lines: tips };
  }
  return { tip: 0n, lines: [] };
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

/** Whether the subtotal holds more than the lines that are there. */
export function lackLines(lines: readonly CsvLine[], subtotal: string | null): boolean {
  const own = lines.reduce((sum, { ownDiscount }) => sum + ownDiscount, 0n);
  return subtotal !== null && lines.length > 0 && together(lines) - own < parseAmount(subtotal);
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
