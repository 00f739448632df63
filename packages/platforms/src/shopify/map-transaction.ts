import { formatAmount, type JsonValue, type TransactionRow } from '@commerce/core';
import { moneyAmount, presentmentAmount, shopAmount, unitsOf } from './amounts.ts';
import { instantText } from './instants.ts';
import type { WireMoney, WireOrder, WireTransaction } from './wire.ts';

/** The sum of fee amounts when all are in the shop's currency; otherwise unknown, see `fees`. */
function feeSum(
  amounts: readonly (WireMoney | null | undefined)[] | undefined,
  currency: string,
): string | null {
  if (amounts === undefined || amounts.length === 0) return null;
  let total = 0n;
  for (const money of amounts) {
    if (money == null) continue;
    if (money.currencyCode !== currency) return null;
    total += unitsOf(money.amount);
  }
  return formatAmount(total);
}

const unsigned = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : amount);

/** A payment movement of an order as a canonical row; the amount is positive also for refunds. */
export function toTransactionRow(order: WireOrder, payment: WireTransaction): TransactionRow {
  const presentment = presentmentAmount(payment.amountSet);
  const details = payment.paymentDetails;
  const fees = payment.fees ?? undefined;
  return {
    order_id: order.id,
    external_id: payment.id,
    parent_id: payment.parentTransaction?.id ?? null,
    kind: payment.kind,
    status: payment.status,
    gateway: payment.gateway ?? payment.formattedGateway ?? null,
    payment_id: payment.paymentId ?? null,
    payment_method: details?.paymentMethodName ?? null,
    card_company: details?.company ?? null,
    wallet: details?.wallet ?? null,
    is_test: payment.test === true,
    is_manual: payment.manualPaymentGateway ?? null,
    created_at: instantText(payment.createdAt),
    processed_at: instantText(payment.processedAt),
    authorization_expires_at: instantText(payment.authorizationExpiresAt),
    currency: payment.amountSet.shopMoney.currencyCode,
    amount: unsigned(shopAmount(payment.amountSet) as string),
    presentment_currency: payment.amountSet.presentmentMoney?.currencyCode ?? null,
    presentment_amount: presentment === null ? null : unsigned(presentment),
    rounding_amount: shopAmount(payment.amountRoundingSet),
    unsettled_amount: shopAmount(payment.totalUnsettledSet),
    maximum_refundable: moneyAmount(payment.maximumRefundableV2),
    settlement_currency: payment.settlementCurrency ?? null,
    settlement_rate:
      payment.settlementCurrencyRate == null ? null : String(payment.settlementCurrencyRate),
    fee_amount: feeSum(
      fees?.map(({ amount }) => amount),
      order.currencyCode,
    ),
    fee_tax_amount: feeSum(
      fees?.map(({ taxAmount }) => taxAmount),
      order.currencyCode,
    ),
    fees: (fees as JsonValue | undefined) ?? null,
    fx_adjustment: payment.currencyExchangeAdjustment ?? null,
    error_code: payment.errorCode ?? null,
  };
}
