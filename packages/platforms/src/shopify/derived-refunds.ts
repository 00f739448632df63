import { minorDigits } from '@commerce/core';
import { shopUnits } from './amounts.ts';
import { type LedgerEvent, shareOf, sum } from './ledger-event.ts';
import type { WireOrder, WireRefund } from './wire.ts';

/** Units that went back; only one refund can be told to have taken them. */
function unitsBack(order: WireOrder, refunds: number): number | null {
  if (refunds !== 1) return null;
  let units = 0;
  for (const { quantity, currentQuantity } of order.lineItems ?? []) {
    units += quantity - (currentQuantity ?? quantity);
  }
  return units === 0 ? null : -units;
}

type Refund = Omit<WireRefund, 'id'> & { id: string | null };

/** The order's refunds; where the payload has no list of them, all that was paid back as one. */
const refundsOf = (order: WireOrder): readonly Refund[] =>
  order.refunds ?? [{ id: null, totalRefundedSet: order.totalRefundedSet }];

/** What was sold together on one kind of line, and how much of it was paid back. */
interface Part {
  key: string;
  line: LedgerEvent['line'];
  sold: readonly LedgerEvent[];
  back: bigint;
}

const amountOf = (events: readonly LedgerEvent[]): bigint =>
  sum(events.map(({ amount }) => amount));

/** Beside goods, in the order in which a refund reaches them when it is more than the goods cost. */
const BESIDE_GOODS = ['shipping', 'tip', 'duty', 'fee'] as const;

/**
 * What the refunds together gave back, by kind of line. A payload that does not say it gives the goods back
 * first: more than was paid for them can only have been paid back for the rest.
 */
function partsOf(order: WireOrder, sold: readonly LedgerEvent[], paidBack: bigint): Part[] {
  const goods = sold.filter(({ line }) => line === 'product' || line === 'gift_card');
  const onlyGiftCards = goods.length > 0 && goods.every(({ line }) => line === 'gift_card');
  const said = order.totalRefundedShippingSet ?? null;
  let left = paidBack - (amountOf(goods) > 0n ? amountOf(goods) : 0n) - shopUnits(said);
  const beside = BESIDE_GOODS.map((line): Part => {
    const events = sold.filter((event) => event.line === line);
    const part = { key: `:${line}`, line, sold: events };
    if (line === 'shipping' && said !== null) return { ...part, back: shopUnits(said) };
    const most = amountOf(events) < left ? amountOf(events) : left;
    const back = most > 0n ? most : 0n;
    left -= back;
    return { ...part, back };
  });
  return [
    {
      key: '',
      line: onlyGiftCards ? 'gift_card' : 'product',
      sold: goods,
      back: paidBack - sum(beside.map(({ back }) => back)),
    },
    ...beside,
  ];
}

/** Refunds of an order that has no agreements, each on its day and split by what it gave back. */
export function refundEvents(order: WireOrder, sold: readonly LedgerEvent[]): LedgerEvent[] {
  const refunds = refundsOf(order).filter(
    ({ totalRefundedSet }) => shopUnits(totalRefundedSet) > 0n,
  );
  const digits = minorDigits(order.currencyCode);
  const paidBack = sum(refunds.map(({ totalRefundedSet }) => shopUnits(totalRefundedSet)));
  const [goods, ...beside] = partsOf(order, sold, paidBack) as [Part, ...Part[]];
  return refunds.flatMap((refund): LedgerEvent[] => {
    const total = shopUnits(refund.totalRefundedSet);
    const shares = beside.map(({ back }) => shareOf(total, back, paidBack, digits));
    const amounts = [total - sum(shares), ...shares];
    return [goods, ...beside].flatMap((part, index): LedgerEvent[] => {
      const amount = amounts[index] as bigint;
      if (amount === 0n) return [];
      return [
        {
          key: `${refund.id === null ? 'refund' : `refund:${refund.id}`}${part.key}`,
          type: 'refund',
          line: part.line,
          lineItemId: null,
          quantity: part === goods ? unitsBack(order, refunds.length) : null,
          at: refund.processedAt ?? refund.createdAt ?? order.updatedAt,
          amount: -amount,
          tax: -shareOf(amount, sum(part.sold.map(({ tax }) => tax)), amountOf(part.sold), digits),
          discount: 0n,
          refundId: refund.id,
          source: 'derived',
        },
      ];
    });
  });
}
