import type { JsonObject, JsonValue } from '@commerce/core';

/*
 * Shopify's objects as they arrive. Every field beyond the few that `isOrder` proves may be missing: a
 * scope can leave it out, and a file can come from another query.
 */
export interface WireMoney {
  amount: string;
  currencyCode: string;
}

export interface WireBag {
  shopMoney: WireMoney;
  presentmentMoney?: WireMoney | null;
}

type Maybe<T> = T | null | undefined;
export type MaybeBag = Maybe<WireBag>;

interface Ref {
  id: string;
}

export interface WireTaxLine {
  priceSet?: MaybeBag;
}

export interface WireVisit {
  occurredAt?: Maybe<string>;
  source?: Maybe<string>;
  sourceType?: Maybe<string>;
  referrerUrl?: Maybe<string>;
  landingPage?: Maybe<string>;
  utmParameters?: Maybe<{
    source?: Maybe<string>;
    medium?: Maybe<string>;
    campaign?: Maybe<string>;
    content?: Maybe<string>;
    term?: Maybe<string>;
  }>;
}

interface WirePlace {
  city?: Maybe<string>;
  province?: Maybe<string>;
  provinceCode?: Maybe<string>;
  zip?: Maybe<string>;
  countryCodeV2?: Maybe<string>;
}

/** More units of a line than this no column holds. */
export const MOST_UNITS = 2 ** 31;

export interface WireLineItem {
  id: string;
  title?: Maybe<string>;
  variantTitle?: Maybe<string>;
  name?: Maybe<string>;
  sku?: Maybe<string>;
  vendor?: Maybe<string>;
  quantity: number;
  currentQuantity?: Maybe<number>;
  refundableQuantity?: Maybe<number>;
  unfulfilledQuantity?: Maybe<number>;
  isGiftCard?: Maybe<boolean>;
  requiresShipping?: Maybe<boolean>;
  taxable?: Maybe<boolean>;
  customAttributes?: Maybe<JsonValue>;
  product?: Maybe<{ id?: string; productType?: Maybe<string>; vendor?: Maybe<string> }>;
  variant?: Maybe<{
    id?: string;
    sku?: Maybe<string>;
    barcode?: Maybe<string>;
    inventoryItem?: Maybe<{ unitCost?: Maybe<WireMoney> }>;
  }>;
  lineItemGroup?: Maybe<Ref>;
  sellingPlan?: Maybe<{ name?: Maybe<string> }>;
  originalUnitPriceSet?: MaybeBag;
  originalTotalSet?: MaybeBag;
  discountedUnitPriceSet?: MaybeBag;
  discountedUnitPriceAfterAllDiscountsSet?: MaybeBag;
  discountedTotalSet?: MaybeBag;
  totalDiscountSet?: MaybeBag;
  taxLines?: Maybe<WireTaxLine[]>;
  duties?: Maybe<{ price?: MaybeBag }[]>;
  discountAllocations?: Maybe<{ allocatedAmountSet?: MaybeBag }[]>;
}

export interface WireShippingLine {
  id: string;
  title?: Maybe<string>;
  isRemoved?: Maybe<boolean>;
  originalPriceSet?: MaybeBag;
  discountedPriceSet?: MaybeBag;
  taxLines?: Maybe<WireTaxLine[]>;
}

export interface WireSale {
  id: string;
  actionType?: Maybe<string>;
  lineType?: Maybe<string>;
  quantity?: Maybe<number>;
  totalAmount?: MaybeBag;
  totalTaxAmount?: MaybeBag;
  totalDiscountAmountBeforeTaxes?: MaybeBag;
  totalDiscountAmountAfterTaxes?: MaybeBag;
  lineItem?: Maybe<Ref>;
  shippingLine?: Maybe<Ref>;
  duty?: Maybe<Ref>;
  fee?: Maybe<Ref>;
  additionalFee?: Maybe<Ref>;
}

export interface WireAgreement {
  __typename?: string;
  id: string;
  happenedAt: string;
  reason?: Maybe<string>;
  refund?: Maybe<Ref>;
  return?: Maybe<Ref>;
  sales?: Maybe<WireSale[]>;
}

export interface WireTransaction {
  id: string;
  kind: string;
  status: string;
  gateway?: Maybe<string>;
  formattedGateway?: Maybe<string>;
  paymentId?: Maybe<string>;
  manualPaymentGateway?: Maybe<boolean>;
  test?: Maybe<boolean>;
  createdAt?: Maybe<string>;
  processedAt?: Maybe<string>;
  authorizationExpiresAt?: Maybe<string>;
  settlementCurrency?: Maybe<string>;
  settlementCurrencyRate?: Maybe<string | number>;
  amountSet: WireBag;
  amountRoundingSet?: MaybeBag;
  totalUnsettledSet?: MaybeBag;
  maximumRefundableV2?: Maybe<WireMoney>;
  currencyExchangeAdjustment?: Maybe<JsonObject>;
  fees?: Maybe<{ amount?: Maybe<WireMoney>; taxAmount?: Maybe<WireMoney> }[]>;
  parentTransaction?: Maybe<Ref>;
  paymentDetails?: Maybe<{
    company?: Maybe<string>;
    wallet?: Maybe<string>;
    paymentMethodName?: Maybe<string>;
  }>;
  errorCode?: Maybe<string>;
}

export interface WireRefund {
  id: string;
  createdAt?: Maybe<string>;
  processedAt?: Maybe<string>;
  totalRefundedSet?: MaybeBag;
}

export interface WireFulfillment {
  status?: Maybe<string>;
  createdAt?: Maybe<string>;
  deliveredAt?: Maybe<string>;
}

export interface WireOrder {
  id: string;
  legacyResourceId?: Maybe<string | number>;
  name: string;
  confirmationNumber?: Maybe<string>;
  poNumber?: Maybe<string>;
  createdAt: string;
  processedAt?: Maybe<string>;
  updatedAt: string;
  closedAt?: Maybe<string>;
  cancelledAt?: Maybe<string>;
  cancelReason?: Maybe<string>;
  test?: Maybe<boolean>;
  confirmed?: Maybe<boolean>;
  edited?: Maybe<boolean>;
  displayFinancialStatus?: Maybe<string>;
  displayFulfillmentStatus?: Maybe<string>;
  returnStatus?: Maybe<string>;
  currencyCode: string;
  presentmentCurrencyCode?: Maybe<string>;
  taxesIncluded?: Maybe<boolean>;
  taxExempt?: Maybe<boolean>;
  dutiesIncluded?: Maybe<boolean>;
  estimatedTaxes?: Maybe<boolean>;
  totalPriceSet?: MaybeBag;
  currentTotalPriceSet?: MaybeBag;
  originalTotalPriceSet?: MaybeBag;
  subtotalPriceSet?: MaybeBag;
  currentSubtotalPriceSet?: MaybeBag;
  totalDiscountsSet?: MaybeBag;
  currentTotalDiscountsSet?: MaybeBag;
  cartDiscountAmountSet?: MaybeBag;
  totalTaxSet?: MaybeBag;
  currentTotalTaxSet?: MaybeBag;
  totalShippingPriceSet?: MaybeBag;
  currentShippingPriceSet?: MaybeBag;
  totalTipReceivedSet?: MaybeBag;
  totalReceivedSet?: MaybeBag;
  totalRefundedSet?: MaybeBag;
  totalRefundedShippingSet?: MaybeBag;
  totalOutstandingSet?: MaybeBag;
  totalCapturableSet?: MaybeBag;
  netPaymentSet?: MaybeBag;
  refundDiscrepancySet?: MaybeBag;
  originalTotalDutiesSet?: MaybeBag;
  currentTotalDutiesSet?: MaybeBag;
  originalTotalAdditionalFeesSet?: MaybeBag;
  currentTotalAdditionalFeesSet?: MaybeBag;
  totalCashRoundingAdjustment?: Maybe<{ paymentSet?: MaybeBag; refundSet?: MaybeBag }>;
  subtotalLineItemsQuantity?: Maybe<number>;
  currentSubtotalLineItemsQuantity?: Maybe<number>;
  requiresShipping?: Maybe<boolean>;
  totalWeight?: Maybe<string | number>;
  fulfillmentsCount?: Maybe<{ count?: number }>;
  fulfillments?: Maybe<WireFulfillment[]>;
  refunds?: Maybe<WireRefund[]>;
  transactions?: Maybe<WireTransaction[]>;
  customer?: Maybe<{ id?: string; numberOfOrders?: Maybe<string | number> }>;
  customerLocale?: Maybe<string>;
  customerAcceptsMarketing?: Maybe<boolean>;
  shippingAddress?: Maybe<WirePlace>;
  billingAddress?: Maybe<WirePlace>;
  discountCode?: Maybe<string>;
  discountCodes?: Maybe<string[]>;
  tags?: Maybe<string[]>;
  paymentGatewayNames?: Maybe<string[]>;
  taxLines?: Maybe<WireTaxLine[]>;
  customAttributes?: Maybe<JsonValue>;
  app?: Maybe<{ id?: string; name?: Maybe<string> }>;
  sourceName?: Maybe<string>;
  sourceIdentifier?: Maybe<string>;
  registeredSourceUrl?: Maybe<string>;
  publication?: Maybe<Ref>;
  channelInformation?: Maybe<{
    channelId?: Maybe<string>;
    displayName?: Maybe<string>;
    channelDefinition?: Maybe<{ handle?: Maybe<string>; channelName?: Maybe<string> }>;
  }>;
  merchantBusinessEntity?: Maybe<Ref>;
  retailLocation?: Maybe<Ref>;
  customerJourneySummary?: Maybe<{
    ready?: Maybe<boolean>;
    customerOrderIndex?: Maybe<number>;
    daysToConversion?: Maybe<number>;
    momentsCount?: Maybe<{ count?: number }>;
    firstVisit?: Maybe<WireVisit>;
    lastVisit?: Maybe<WireVisit>;
  }>;
  risk?: Maybe<{
    recommendation?: Maybe<string>;
    assessments?: Maybe<{ riskLevel?: Maybe<string> }[]>;
  }>;
  disputes?: Maybe<JsonValue>;
  paymentTerms?: Maybe<JsonValue>;
  lineItems?: Maybe<WireLineItem[]>;
  shippingLines?: Maybe<WireShippingLine[]>;
  agreements?: Maybe<WireAgreement[]>;
}
