import {
  allocateAmount,
  AppError,
  formatAmount,
  minorDigits,
  parseAmount,
  subtractAmounts,
} from '@commerce/core';
import { readNumber } from '../tabular/numbers.ts';
import type { OrderField } from './csv-columns.ts';
import type { WireBag, WireLineItem, WireOrder } from './wire.ts';

/** One line of an order export, by field; empty cells are absent. */
export type CsvRow = Partial<Record<OrderField, string>>;

const refuse = (message: string): AppError => new AppError('invalid_file', message);

function amountIn(row: CsvRow, field: OrderField): string | null {
  const text = row[field];
  if (text === undefined) return null;
  const cell = readNumber(text);
  if (cell.kind === 'blank') return null;
  if (cell.kind !== 'value') throw refuse(`"${text.slice(0, 40)}" is not an amount`);
  return formatAmount(parseAmount(cell.value));
}

const STAMP = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/** `2026-01-03 15:20:11 +0900` as an instant in UTC, written like the API writes it. */
function instantIn(row: CsvRow, field: OrderField): string | null {
  const text = row[field];
  if (text === undefined) return null;
  const [, day, time, zone] = STAMP.exec(text) ?? [];
  const offset = zone === undefined || /^(z|utc)$/i.test(zone) ? 'Z' : zone;
  const at = new Date(`${day}T${time}${offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`);
  if (day === undefined || zone === undefined || Number.isNaN(at.getTime())) {
    throw refuse(`"${text.slice(0, 40)}" is not a date with time and offset`);
  }
  return `${at.toISOString().slice(0, 19)}Z`;
}

const FULFILMENT: Readonly<Record<string, string>> = { partial: 'PARTIALLY_FULFILLED' };
const status = (text: string | undefined): string | null =>
  text === undefined
    ? null
    : (FULFILMENT[text.toLowerCase()] ?? text.toUpperCase().replaceAll(' ', '_'));

const flag = (text: string | undefined): boolean | null =>
  text === undefined ? null : /^(true|yes|1)$/i.test(text);

interface CsvLine {
  row: CsvRow;
  quantity: number;
  price: string;
  value: bigint;
  ownDiscount: bigint;
}

function lineIn(row: CsvRow): CsvLine {
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
function discountsOf(
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

/** Whether prices contain tax, from how the amounts add up; null when neither way does. */
function taxesIncluded(amounts: {
  subtotal: string | null;
  shipping: string;
  taxes: string;
  duties: string;
  total: string;
}): boolean | null {
  const { subtotal, shipping, taxes, duties, total } = amounts;
  if (subtotal === null || taxes === '0') return null;
  const beforeTax = parseAmount(subtotal) + parseAmount(shipping) + parseAmount(duties);
  if (beforeTax === parseAmount(total)) return true;
  return beforeTax + parseAmount(taxes) === parseAmount(total) ? false : null;
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
  const name = head.name as string;
  const currency = head.currency ?? fallbackCurrency;
  if (currency === null) throw refuse('the currency is missing');
  minorDigits(currency);
  const createdAt = instantIn(head, 'createdAt');
  const total = amountIn(head, 'total');
  if (createdAt === null || total === null) throw refuse('the date or the total is missing');
  const id = head.id === undefined ? `csv:${name}` : `gid://shopify/Order/${head.id}`;
  const bag = (amount: string): WireBag => ({ shopMoney: { amount, currencyCode: currency } });
  const optionalBag = (amount: string | null): WireBag | null =>
    amount === null ? null : bag(amount);
  const subtotal = amountIn(head, 'subtotal');
  const taxes = amountIn(head, 'taxes') ?? '0';
  const shipping = amountIn(head, 'shipping') ?? '0';
  const duties = amountIn(head, 'duties') ?? '0';
  const refunded = amountIn(head, 'refunded') ?? '0';
  const included = taxesIncluded({ subtotal, shipping, taxes, duties, total });
  const csvLines = rows.filter(({ lineName }) => lineName !== undefined).map(lineIn);
  const discounts = discountsOf(csvLines, subtotal, currency);
  const instants = [
    createdAt,
    ...(['paidAt', 'fulfilledAt', 'cancelledAt'] as const).map((field) => instantIn(head, field)),
  ];
  const order: WireOrder = {
    id,
    name,
    ...(head.id !== undefined && { legacyResourceId: head.id }),
    createdAt,
    processedAt: createdAt,
    updatedAt: instants
      .filter((at) => at !== null)
      .sort()
      .at(-1) as string,
    cancelledAt: instantIn(head, 'cancelledAt'),
    test: head.paymentMethod?.toLowerCase() === 'bogus',
    displayFinancialStatus: status(head.financialStatus),
    displayFulfillmentStatus: status(head.fulfillmentStatus),
    currencyCode: currency,
    taxesIncluded: included,
    totalPriceSet: bag(total),
    currentTotalPriceSet: bag(subtractAmounts(total, refunded)),
    subtotalPriceSet: optionalBag(subtotal),
    totalTaxSet: bag(taxes),
    totalShippingPriceSet: bag(shipping),
    totalDiscountsSet: optionalBag(amountIn(head, 'discountAmount')),
    totalRefundedSet: bag(refunded),
    totalOutstandingSet: optionalBag(amountIn(head, 'outstanding')),
    originalTotalDutiesSet: optionalBag(amountIn(head, 'duties')),
    lineItems: csvLines.map((line, index) =>
      toLine(id, line, index, discounts[index] as bigint, bag),
    ),
    shippingLines:
      shipping === '0' && head.shippingMethod === undefined
        ? []
        : [
            {
              id: `${id}/shipping`,
              title: head.shippingMethod ?? null,
              originalPriceSet: bag(shipping),
            },
          ],
    refunds:
      refunded === '0' ? [] : [{ id: `${id}/refund`, createdAt, totalRefundedSet: bag(refunded) }],
    discountCodes: head.discountCode === undefined ? [] : [head.discountCode],
    tags: head.tags?.split(',').map((tag) => tag.trim()) ?? [],
    paymentGatewayNames: head.paymentMethod?.split('+').map((method) => method.trim()) ?? [],
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
  };
  return {
    order,
    undatedRefund: refunded !== '0',
    unknownTaxBasis: included === null && taxes !== '0',
  };
}

function toLine(
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
