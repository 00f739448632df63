import { minorDigits, parseAmount, subtractAmounts } from '@commerce/core';
import { amountIn, type CsvRow, flag, instantIn, refuse, status } from './csv-cells.ts';
import { discountsOf, lineIn, toWireLine } from './csv-lines.ts';
import type { WireBag, WireOrder, WireShippingLine } from './wire.ts';

type ToBag = (amount: string) => WireBag;

interface Amounts {
  total: string;
  subtotal: string | null;
  shipping: string;
  taxes: string;
  duties: string;
  refunded: string;
}

const amountsOf = (head: CsvRow, total: string): Amounts => ({
  total,
  subtotal: amountIn(head, 'subtotal'),
  shipping: amountIn(head, 'shipping') ?? '0',
  taxes: amountIn(head, 'taxes') ?? '0',
  duties: amountIn(head, 'duties') ?? '0',
  refunded: amountIn(head, 'refunded') ?? '0',
});

/** Whether prices contain tax, from how the amounts add up; null when neither way does. */
function taxesIncluded({ subtotal, shipping, taxes, duties, total }: Amounts): boolean | null {
  if (subtotal === null || taxes === '0') return null;
  const beforeTax = parseAmount(subtotal) + parseAmount(shipping) + parseAmount(duties);
  if (beforeTax === parseAmount(total)) return true;
  return beforeTax + parseAmount(taxes) === parseAmount(total) ? false : null;
}

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
    totalRefundedSet: bag(amounts.refunded),
    totalOutstandingSet: optional(amountIn(head, 'outstanding')),
    originalTotalDutiesSet: optional(amountIn(head, 'duties')),
  };
}

function shippingOf(id: string, head: CsvRow, price: string, bag: ToBag): WireShippingLine[] {
  if (price === '0' && head.shippingMethod === undefined) return [];
  const title = head.shippingMethod ?? null;
  return [{ id: `${id}/shipping`, title, originalPriceSet: bag(price) }];
}

/** An order of the export, and what had to be assumed about it. */
export interface CsvOrder {
  order: WireOrder;
  undatedRefund: boolean;
  unknownTaxBasis: boolean;
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
  const id = head.id === undefined ? `csv:${head.name}` : `gid://shopify/Order/${head.id}`;
  const bag: ToBag = (amount) => ({ shopMoney: { amount, currencyCode: currency } });
  const amounts = amountsOf(head, total);
  const included = taxesIncluded(amounts);
  const csvLines = rows.filter(({ lineName }) => lineName !== undefined).map(lineIn);
  const discounts = discountsOf(csvLines, amounts.subtotal, currency);
  const refund = { id: `${id}/refund`, createdAt, totalRefundedSet: bag(amounts.refunded) };
  const order: WireOrder = {
    id,
    name: head.name as string,
    ...(head.id !== undefined && { legacyResourceId: head.id }),
    createdAt,
    processedAt: createdAt,
    updatedAt: lastChange(head, createdAt),
    currencyCode: currency,
    taxesIncluded: included,
    ...stateOf(head),
    ...moneyOf(head, amounts, bag),
    lineItems: csvLines.map((line, index) =>
      toWireLine(id, line, index, discounts[index] as bigint, bag),
    ),
    shippingLines: shippingOf(id, head, amounts.shipping, bag),
    refunds: amounts.refunded === '0' ? [] : [refund],
  };
  return {
    order,
    undatedRefund: amounts.refunded !== '0',
    unknownTaxBasis: included === null && amounts.taxes !== '0',
  };
}
