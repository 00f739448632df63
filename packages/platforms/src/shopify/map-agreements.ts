import { type LedgerEventType, type LedgerLineType, minorDigits } from '@commerce/core';
import { shopUnits } from './amounts.ts';
import { type LedgerEvent, shareOf, takenBack } from './ledger-event.ts';
import type { WireAgreement, WireOrder, WireSale } from './wire.ts';

const LINE_TYPES: Readonly<Record<string, LedgerLineType>> = {
  PRODUCT: 'product',
  SHIPPING: 'shipping',
  TIP: 'tip',
  DUTY: 'duty',
  FEE: 'fee',
  ADDITIONAL_FEE: 'fee',
  GIFT_CARD: 'gift_card',
  ADJUSTMENT: 'adjustment',
};

/** What a charge on a line is called; goods are sales. */
const CHARGES: Readonly<Partial<Record<LedgerLineType, LedgerEventType>>> = {
  shipping: 'shipping',
  duty: 'fee',
  fee: 'fee',
  adjustment: 'adjustment',
};

const REASONS: Readonly<Record<string, string>> = {
  OrderAgreement: 'ORDER',
  OrderEditAgreement: 'ORDER_EDIT',
  RefundAgreement: 'REFUND',
  ReturnAgreement: 'RETURN',
};

function eventType(reason: string, line: LedgerLineType, isReturn: boolean): LedgerEventType {
  if (reason === 'REFUND') return 'refund';
  if (reason === 'RETURN') {
    if (isReturn) return 'return';
    return CHARGES[line] ?? 'exchange';
  }
  if (isReturn && reason !== 'ORDER' && reason !== 'ORDER_EDIT') return 'refund';
  return CHARGES[line] ?? 'sale';
}

/** The discount without tax; where only the one with tax is sent, it is cut by the sale's own tax share. */
function discountBeforeTax(sale: WireSale, amount: bigint, tax: bigint, digits: number): bigint {
  if (sale.totalDiscountAmountBeforeTaxes != null) {
    return shopUnits(sale.totalDiscountAmountBeforeTaxes);
  }
  const discount = shopUnits(sale.totalDiscountAmountAfterTaxes);
  return discount === 0n || amount === 0n
    ? discount
    : discount - shareOf(discount, tax, amount, digits);
}

function toEvent(agreement: WireAgreement, sale: WireSale, currency: string): LedgerEvent {
  const line = LINE_TYPES[sale.lineType ?? ''] ?? 'unknown';
  const reason = agreement.reason ?? REASONS[agreement.__typename ?? ''] ?? 'UNKNOWN';
  const isReturn = sale.actionType === 'RETURN';
  const signed = isReturn && line !== 'adjustment' ? takenBack : (units: bigint) => units;
  const amount = shopUnits(sale.totalAmount);
  const tax = shopUnits(sale.totalTaxAmount);
  const discount = discountBeforeTax(sale, amount, tax, minorDigits(currency));
  const quantity = sale.quantity ?? null;
  return {
    key: sale.id,
    type: eventType(reason, line, isReturn),
    line,
    lineItemId: sale.lineItem?.id ?? null,
    quantity: quantity !== null && isReturn ? -Math.abs(quantity) : quantity,
    at: agreement.happenedAt,
    amount: signed(amount),
    tax: signed(tax),
    discount: signed(discount),
    refundId: agreement.refund?.id ?? null,
    source: 'agreement',
  };
}

/** Adjustments of returns may have either sign; when the totals fit only the other one, they are turned. */
function settleAdjustments(
  events: LedgerEvent[],
  returned: Set<LedgerEvent>,
  current: bigint,
): void {
  const sum = events.reduce((total, { amount }) => total + amount, 0n);
  const positive = [...returned].filter(({ amount }) => amount > 0n);
  const turned = positive.reduce((total, { amount }) => total + amount, 0n);
  if (turned === 0n || sum === current || sum - 2n * turned !== current) return;
  for (const event of positive) {
    event.amount = -event.amount;
    event.tax = -event.tax;
    event.discount = -event.discount;
  }
}

/** One event per sale of the order's agreements; empty when the payload carries none. */
export function agreementEvents(order: WireOrder): LedgerEvent[] {
  const events: LedgerEvent[] = [];
  const adjusted = new Set<LedgerEvent>();
  for (const agreement of order.agreements ?? []) {
    for (const sale of agreement.sales ?? []) {
      const event = toEvent(agreement, sale, order.currencyCode);
      events.push(event);
      if (event.line === 'adjustment' && sale.actionType === 'RETURN') adjusted.add(event);
    }
  }
  if (adjusted.size > 0 && order.currentTotalPriceSet != null) {
    settleAdjustments(events, adjusted, shopUnits(order.currentTotalPriceSet));
  }
  return events;
}
