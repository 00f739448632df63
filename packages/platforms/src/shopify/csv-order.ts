import {
  formatAmount,
  minorDigits,
  parseAmount,
  subtractAmounts,
  sumAmounts,
} from '@commerce/core';
import { amountIn, type CsvRow, flag, instantIn, refuse, status } from './csv-cells.ts';
import { type CsvLine, discountsOf, lackLines, lineIn, tipAmong, toWireLine } from './csv-lines.ts';
import type { WireBag, WireOrder, WireShippingLine } from './wire.ts';

type ToBag = (amount: string) => WireBag;

interface Amounts {
  total: string;
  subtotal: string | null;
  shipping: string;
  taxes: string;
  duties: string;
  /** '0' also where the lines do not show it. */
  tip: string;
  /** What of the discount was on shipping. */
  shippingDiscount: string;
  refunded: string;
}

const amountsOf = (head: CsvRow, total: string): Amounts => ({
  total,
  subtotal: amountIn(head, 'subtotal'),
  shipping: amountIn(head, 'shipping') ?? '0',
  taxes: amountIn(head, 'taxes') ?? '0',
  duties: amountIn(head, 'duties') ?? '0',
  tip: '0',
  shippingDiscount: '0',
  refunded: amountIn(head, 'refunded') ?? '0',
});

/** Parts the lines into goods and tips, and puts the tip among the amounts. */
function takeTips(lines: readonly CsvLine[], amounts: Amounts): { goods: readonly CsvLine[] } {
  const { subtotal, shipping, duties, taxes, total } = amounts;
  if (subtotal === null) return { goods: lines };
  const beyond = parseAmount(total) - parseAmount(sumAmounts([subtotal, shipping, duties]));
  const tips = tipAmong(lines, subtotal, [beyond, beyond - parseAmount(taxes)]);
  amounts.tip = formatAmount(tips.tip);
  return { goods: lines.filter((line) => !tips.lines.includes(line)) };
}

/** Older exports show shipping before its discount: the total then lacks the discount once more. */
function takeShippingDiscount(head: CsvRow, amounts: Amounts): void {
  const { subtotal, shipping, duties, tip, taxes, total } = amounts;
  const discount = amountIn(head, 'discountAmount') ?? '0';
  if (subtotal === null || parseAmount(discount) > parseAmount(shipping)) return;
  const parts = parseAmount(sumAmounts([subtotal, shipping, duties, tip]));
  const lacking = parts - parseAmount(total);
  const open = [lacking, lacking + parseAmount(taxes)];
  if (open.includes(parseAmount(discount))) amounts.shippingDiscount = discount;
}

/**
 * Whether prices contain tax: what the total holds beyond its parts is then nearer to nothing than to the
 * tax. The rounding of cash keeps it from being exact; null when it is near neither.
 */
function taxesIncluded(amounts: Amounts): boolean | null {
  const { subtotal, shipping, taxes, duties, tip, shippingDiscount, total } = amounts;
  if (subtotal === null || taxes === '0') return null;
  const tax = parseAmount(taxes);
  const parts = sumAmounts([subtotal, shipping, duties, tip]);
  const rest = parseAmount(total) - parseAmount(parts) + parseAmount(shippingDiscount);
  if (isNear(rest, tax)) return true;
  return isNear(rest - tax, tax) ? false : null;
}

/** Less than half of `whole` away from nothing. */
const isNear = (units: bigint, whole: bigint): boolean => -whole < 2n * units && 2n * units < whole;

/** The last thing the file dates: the order, its payment, its fulfilment or its cancellation. */
function lastChange(head: CsvRow, createdAt: string): string {
  let last = createdAt;
  for (const field of ['paidAt', 'fulfilledAt', 'cancelledAt'] as const) {
    const at = instantIn(head, field);
    if (at !== null && at > last) last = at;
  }
  return last;
}

const listed = (text: string | undefined, separator: string): string[] =>
  text?.split(separator).map((part) => part.trim()) ?? [];

const stateOf = (head: CsvRow): Partial<WireOrder> => ({
  cancelledAt: instantIn(head, 'cancelledAt'),
  test: head.paymentMethod?.toLowerCase() === 'bogus',
  displayFinancialStatus: status(head.financialStatus),
  displayFulfillmentStatus: status(head.fulfillmentStatus),
  discountCodes: listed(head.discountCode, ','),
  tags: listed(head.tags, ','),
  paymentGatewayNames: listed(head.paymentMethod, '+'),
  customerAcceptsMarketing: flag(head.acceptsMarketing),
  sourceName: head.source ?? null,
  billingAddress: { countryCodeV2: head.billingCountry ?? null },
  shippingAddress: {
    city: head.shippingCity ?? null,
    zip: head.shippingZip?.replace(/^'/, '') ?? null,
    provinceCode: head.shippingProvince ?? null,
    countryCodeV2: head.shippingCountry ?? null,
  },
  risk:
    head.riskLevel === undefined
      ? null
      : { assessments: [{ riskLevel: head.riskLevel.toUpperCase() }] },
});

function moneyOf(head: CsvRow, amounts: Amounts, bag: ToBag): Partial<WireOrder> {
  const optional = (amount: string | null): WireBag | null =>
    amount === null ? null : bag(amount);
  return {
    totalPriceSet: bag(amounts.total),
    currentTotalPriceSet: bag(subtractAmounts(amounts.total, amounts.refunded)),
    subtotalPriceSet: optional(amounts.subtotal),
    totalTaxSet: bag(amounts.taxes),
    totalShippingPriceSet: bag(amounts.shipping),
    totalDiscountsSet: optional(amountIn(head, 'discountAmount')),
    totalTipReceivedSet: optional(amounts.tip === '0' ? null : amounts.tip),
    totalRefundedSet: bag(amounts.refunded),
    totalOutstandingSet: optional(amountIn(head, 'outstanding')),
    originalTotalDutiesSet: optional(amountIn(head, 'duties')),
  };
}

function shippingOf(id: string, head: CsvRow, amounts: Amounts, bag: ToBag): WireShippingLine[] {
  const { shipping, shippingDiscount } = amounts;
  if (shipping === '0' && head.shippingMethod === undefined) return [];
  return [
    {
      id: `${id}/shipping`,
      title: head.shippingMethod ?? null,
      originalPriceSet: bag(shipping),
      discountedPriceSet: bag(subtractAmounts(shipping, shippingDiscount)),
    },
  ];
}

/** The order's id; null in exports without one. */
function numberOf({ id }: CsvRow): string | null {
  const digits = id?.replace(/^'/, '') ?? null;
  if (digits === null || /^\d+$/.test(digits)) return digits;
  throw refuse(
    `the Id "${digits.slice(0, 40)}" is no whole number; a spreadsheet program may have rounded it, so import the file as Shopify exported it`,
  );
}

/** An order of the export, and what had to be assumed about it. */
export interface CsvOrder {
  order: WireOrder;
  undatedRefund: boolean;
  unknownTaxBasis: boolean;
  lostLines: boolean;
}

/**
 * The lines of one order of the admin's export as the order the API would send, as far as the file says.
 * A refund has no date in the file and is put on the order's day. The current total is total − refunded.
 * @throws AppError `invalid_file` naming the cell that cannot be read
 */
export function csvOrder(rows: readonly CsvRow[], fallbackCurrency: string | null): CsvOrder {
  const head = rows[0] as CsvRow;
  const currency = head.currency ?? fallbackCurrency;
  if (currency === null) throw refuse('the currency is missing');
  minorDigits(currency);
  const createdAt = instantIn(head, 'createdAt');
  const total = amountIn(head, 'total');
  if (createdAt === null || total === null) throw refuse('the date or the total is missing');
  const number = numberOf(head);
  const id = number === null ? `csv:${head.name}` : `gid://shopify/Order/${number}`;
  const bag: ToBag = (amount) => ({ shopMoney: { amount, currencyCode: currency } });
  const amounts = amountsOf(head, total);
  const csvLines = rows.filter(({ lineName }) => lineName !== undefined).map(lineIn);
  const { goods } = takeTips(csvLines, amounts);
  takeShippingDiscount(head, amounts);
  const included = taxesIncluded(amounts);
  const discounts = discountsOf(goods, amounts.subtotal, currency);
  const refund = { id: `${id}/refund`, createdAt, totalRefundedSet: bag(amounts.refunded) };
  const order: WireOrder = {
    id,
    name: head.name as string,
    ...(number !== null && { legacyResourceId: number }),
    createdAt,
    processedAt: createdAt,
    updatedAt: lastChange(head, createdAt),
    currencyCode: currency,
    taxesIncluded: included,
    ...stateOf(head),
    ...moneyOf(head, amounts, bag),
    subtotalLineItemsQuantity: goods.reduce((units, { quantity }) => units + quantity, 0),
    lineItems: csvLines.map((line, index) =>
      toWireLine(id, line, index, discounts[goods.indexOf(line)] ?? 0n, bag),
    ),
    shippingLines: shippingOf(id, head, amounts, bag),
    refunds: amounts.refunded === '0' ? [] : [refund],
  };
  return {
    order,
    undatedRefund: amounts.refunded !== '0',
    unknownTaxBasis: included === null && amounts.taxes !== '0',
    lostLines: lackLines(goods, amounts.subtotal),
  };
}
