import { type Bag, ZERO, each, subtract } from '../amounts/bag.ts';
import { divideRounded } from '../amounts/rounding.ts';
import { exponentOf } from '../amounts/format.ts';
import { partId } from './ids.ts';
import type { PaymentSpec } from './order-spec.ts';
import type { Order, Transaction } from './order-types.ts';
import { capturable, currentTotal, outstanding } from './totals.ts';

const CARDS = ['Visa', 'Mastercard', 'American Express'] as const;

export function cardGateway(currency: string): string {
  return currency === 'KRW' ? 'tosspayments' : 'shopify_payments';
}

type TransactionDraft = Pick<Transaction, 'kind' | 'status' | 'gateway' | 'amount'> &
  Partial<Pick<Transaction, 'parent' | 'errorCode'>>;

export function addTransaction(order: Order, at: number, draft: TransactionDraft): Transaction {
  const charges = draft.kind === 'SALE' || draft.kind === 'CAPTURE';
  const transaction: Transaction = {
    ...draft,
    id: partId(order, 'OrderTransaction'),
    createdAt: at,
    processedAt: at,
    parent: draft.parent ?? null,
    errorCode: draft.errorCode ?? null,
    fee: charges && draft.status === 'SUCCESS' ? feeOf(order, draft) : null,
    cardCompany:
      draft.gateway === cardGateway(order.currency)
        ? (CARDS[order.seq % CARDS.length] as string)
        : null,
  };
  order.transactions.push(transaction);
  return transaction;
}

function feeOf(order: Order, draft: TransactionDraft): Transaction['fee'] {
  if (draft.gateway !== 'shopify_payments') return null;
  const flat = exponentOf(order.currency) === 0 ? 30 : 30;
  return { amount: divideRounded(draft.amount.shop * 29, 1000) + flat, rate: '0.029', flat };
}

/** The money side of checkout. */
export function openPayment(order: Order, payment: PaymentSpec): void {
  const due = currentTotal(order);
  const gateway = cardGateway(order.currency);
  const at = order.createdAt;
  if (due.shop === 0) return;
  if (payment.kind === 'pending') {
    addTransaction(order, at, {
      kind: 'SALE',
      status: 'PENDING',
      gateway: 'bank_deposit',
      amount: due,
    });
    return;
  }
  if (payment.kind === 'authorize') {
    addTransaction(order, at, { kind: 'AUTHORIZATION', status: 'SUCCESS', gateway, amount: due });
    return;
  }
  if (payment.kind === 'gift_card') {
    const part = each(due, (minor) => divideRounded(minor * payment.percent, 100));
    const rest = subtract(due, part);
    const card = { kind: 'SALE', status: 'SUCCESS' } as const;
    addTransaction(order, at, { ...card, gateway: 'gift_card', amount: part });
    if (rest.shop > 0) addTransaction(order, at, { ...card, gateway, amount: rest });
    return;
  }
  if (payment.failedFirst) {
    addTransaction(order, at, {
      kind: 'SALE',
      status: 'FAILURE',
      gateway,
      amount: due,
      errorCode: 'CARD_DECLINED',
    });
  }
  addTransaction(order, at, { kind: 'SALE', status: 'SUCCESS', gateway, amount: due });
}

/** Captures an open authorisation; false when there is none. */
export function capture(order: Order, at: number): boolean {
  const parent = openAuthorization(order);
  if (!parent) return false;
  const { gateway, amount } = parent;
  addTransaction(order, at, { kind: 'CAPTURE', status: 'SUCCESS', gateway, amount, parent });
  return true;
}

/** Releases an open authorisation without taking the money. */
export function voidAuthorization(order: Order, at: number): void {
  const parent = openAuthorization(order);
  if (!parent) return;
  const { gateway, amount } = parent;
  addTransaction(order, at, { kind: 'VOID', status: 'SUCCESS', gateway, amount, parent });
}

/** Records that everything still owed was paid; false when nothing is owed. */
export function markAsPaid(order: Order, at: number): boolean {
  const due = outstanding(order);
  if (due.shop <= 0 || capturable(order).shop > 0) return false;
  const pending = order.transactions.find((row) => row.status === 'PENDING') ?? null;
  const gateway = pending?.gateway ?? cardGateway(order.currency);
  addTransaction(order, at, {
    kind: 'SALE',
    status: 'SUCCESS',
    gateway,
    amount: due,
    parent: pending,
  });
  return true;
}

/** Gives money back over the payments it came from, newest first; returns the refund rows. */
export function payBack(order: Order, at: number, amount: Bag): Transaction[] {
  let left = amount;
  const rows: Transaction[] = [];
  const charges = order.transactions.filter(
    (row) => row.status === 'SUCCESS' && (row.kind === 'SALE' || row.kind === 'CAPTURE'),
  );
  for (const parent of charges.reverse()) {
    if (left.shop <= 0) break;
    const free = refundable(order, parent);
    if (free.shop <= 0) continue;
    const part = left.shop <= free.shop ? left : free;
    const { gateway } = parent;
    rows.push(
      addTransaction(order, at, {
        kind: 'REFUND',
        status: 'SUCCESS',
        gateway,
        amount: part,
        parent,
      }),
    );
    left = left.shop <= free.shop ? ZERO : subtract(left, part);
  }
  return rows;
}

export function refundable(order: Order, parent: Transaction): Bag {
  const back = order.transactions.filter(
    (row) => row.parent === parent && row.kind === 'REFUND' && row.status === 'SUCCESS',
  );
  return back.reduce((left, row) => subtract(left, row.amount), parent.amount);
}

function openAuthorization(order: Order): Transaction | undefined {
  return order.transactions.find(
    (row) =>
      row.kind === 'AUTHORIZATION' &&
      row.status === 'SUCCESS' &&
      !order.transactions.some((other) => other.parent === row && other.status === 'SUCCESS'),
  );
}
