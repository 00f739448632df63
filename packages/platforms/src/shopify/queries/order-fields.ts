import { bothMoney, type Field, money } from './fields.ts';

const TAX = `taxLines { title rate ratePercentage source channelLiable ${money('priceSet')} }`;
const ALLOCATIONS = `discountAllocations { ${money('allocatedAmountSet')} discountApplication { __typename index allocationMethod targetSelection targetType value { __typename ... on MoneyV2 { amount currencyCode } ... on PricingPercentageValue { percentage } } ... on DiscountCodeApplication { code } ... on AutomaticDiscountApplication { title } ... on ManualDiscountApplication { title description } ... on ScriptDiscountApplication { title } } }`;
const VISIT =
  '{ id occurredAt source sourceType sourceDescription referralCode referrerUrl landingPage utmParameters { source medium campaign content term } }';
const PLACE = '{ city province provinceCode zip country countryCodeV2 }';

const customers = ['read_customers'];
/** Fields that are left out of the smallest query, in case Shopify guards one of them otherwise. */
const orders = ['read_orders'];

/** Everything of an order that touches revenue, fulfilment, attribution or marketing; no names or e-mails. */
export const ORDER_FIELDS: readonly Field[] = [
  {
    text: 'legacyResourceId name number confirmationNumber poNumber sourceName sourceIdentifier registeredSourceUrl test confirmed edited closed closedAt cancelledAt cancelReason createdAt processedAt updatedAt currencyCode presentmentCurrencyCode taxesIncluded taxExempt dutiesIncluded estimatedTaxes displayFinancialStatus displayFulfillmentStatus returnStatus fullyPaid unpaid requiresShipping subtotalLineItemsQuantity currentSubtotalLineItemsQuantity totalWeight currentTotalWeight tags discountCode discountCodes paymentGatewayNames customerLocale customerAcceptsMarketing productNetwork customAttributes { key value } app { id name }',
  },
  {
    text: 'channelInformation { id channelId displayName channelDefinition { id handle channelName subChannelName isMarketplace } }',
    scopes: orders,
  },
  { text: 'publication { id }', scopes: ['read_publications', 'read_product_listings'] },
  { text: 'merchantBusinessEntity { id displayName primary }', scopes: orders },
  { text: 'retailLocation { id name }', scopes: ['read_locations'] },
  {
    text: bothMoney(
      'totalPriceSet',
      'currentTotalPriceSet',
      'totalReceivedSet',
      'totalRefundedSet',
      'netPaymentSet',
    ),
  },
  {
    text: money(
      'originalTotalPriceSet',
      'subtotalPriceSet',
      'currentSubtotalPriceSet',
      'totalDiscountsSet',
      'currentTotalDiscountsSet',
      'cartDiscountAmountSet',
      'currentCartDiscountAmountSet',
      'totalTaxSet',
      'currentTotalTaxSet',
      'totalShippingPriceSet',
      'currentShippingPriceSet',
      'totalTipReceivedSet',
      'totalRefundedShippingSet',
      'totalOutstandingSet',
      'totalCapturableSet',
      'refundDiscrepancySet',
      'originalTotalDutiesSet',
      'currentTotalDutiesSet',
      'originalTotalAdditionalFeesSet',
      'currentTotalAdditionalFeesSet',
    ),
  },
  { text: `totalCashRoundingAdjustment { ${money('paymentSet', 'refundSet')} } ${TAX}` },
  { text: `additionalFees { id name ${money('price')} }` },
  {
    text: 'risk { recommendation assessments { riskLevel provider { id title } } }',
    scopes: orders,
  },
  {
    text: 'disputes { id initiatedAs status }',
    scopes: ['read_shopify_payments_disputes'],
  },
  {
    text: 'paymentTerms { id paymentTermsName paymentTermsType dueInDays due overdue }',
    scopes: ['read_payment_terms'],
  },
  {
    text: 'customer { id legacyResourceId state locale tags numberOfOrders amountSpent { amount currencyCode } createdAt updatedAt }',
    scopes: customers,
  },
  { text: `billingAddress ${PLACE} shippingAddress ${PLACE}`, scopes: customers },
  {
    text: `customerJourneySummary { ready customerOrderIndex daysToConversion momentsCount { count precision } firstVisit ${VISIT} lastVisit ${VISIT} }`,
    scopes: customers,
  },
  {
    text: `transactions { id kind status gateway formattedGateway errorCode paymentId manualPaymentGateway test createdAt processedAt authorizationExpiresAt settlementCurrency settlementCurrencyRate ${bothMoney('amountSet')} ${money('amountRoundingSet', 'totalUnsettledSet')} maximumRefundableV2 { amount currencyCode } currencyExchangeAdjustment { id adjustment { amount currencyCode } originalAmountSet { amount currencyCode } finalAmountSet { amount currencyCode } } fees { id type rate rateName flatFeeName amount { amount currencyCode } flatFee { amount currencyCode } taxAmount { amount currencyCode } } parentTransaction { id } paymentDetails { ... on CardPaymentDetails { company wallet paymentMethodName } ... on ShopPayInstallmentsPaymentDetails { paymentMethodName } ... on LocalPaymentMethodsPaymentDetails { paymentMethodName } ... on PaypalWalletPaymentDetails { paymentMethodName } } }`,
  },
  {
    text: `refunds { id legacyResourceId createdAt processedAt updatedAt note ${bothMoney('totalRefundedSet')} duties { ${money('amountSet')} originalDuty { id } } }`,
  },
  {
    text: 'fulfillmentsCount { count precision } fulfillments { id name status displayStatus totalQuantity requiresShipping createdAt updatedAt inTransitAt deliveredAt estimatedDeliveryAt trackingInfo { company number url } }',
    scopes: ['read_fulfillments', 'read_orders'],
  },
];

/** A line of an order. */
export const LINE_ITEM_FIELDS: readonly Field[] = [
  {
    text: `title variantTitle name sku vendor quantity currentQuantity refundableQuantity unfulfilledQuantity nonFulfillableQuantity isGiftCard requiresShipping restockable taxable customAttributes { key value } lineItemGroup { id title quantity } sellingPlan { name sellingPlanId } ${money('originalUnitPriceSet', 'originalTotalSet', 'discountedUnitPriceSet', 'discountedUnitPriceAfterAllDiscountsSet', 'discountedTotalSet', 'totalDiscountSet', 'unfulfilledOriginalTotalSet', 'unfulfilledDiscountedTotalSet')} ${TAX} duties { id harmonizedSystemCode countryCodeOfOrigin ${money('price')} } ${ALLOCATIONS}`,
  },
  { text: 'product { id handle productType vendor }', scopes: ['read_products'] },
  {
    text: 'variant',
    scopes: ['read_products'],
    inside: [
      { text: 'id sku barcode' },
      {
        text: 'inventoryItem { id unitCost { amount currencyCode } }',
        scopes: ['read_inventory'],
      },
    ],
  },
];

export const SHIPPING_LINE_FIELDS: readonly Field[] = [
  {
    text: `title code source carrierIdentifier custom deliveryCategory isRemoved shippingRateHandle ${money('originalPriceSet', 'discountedPriceSet', 'currentDiscountedPriceSet')} ${TAX} ${ALLOCATIONS}`,
  },
];

/** A dated change of what the buyer owes. */
export const AGREEMENT_FIELDS: readonly Field[] = [
  { text: 'happenedAt reason ... on RefundAgreement { refund { id } }' },
  { text: '... on ReturnAgreement { return { id } }', scopes: ['read_returns'] },
];

export const SALE_FIELDS: readonly Field[] = [
  {
    text: `actionType lineType quantity ${money('totalAmount', 'totalDiscountAmountBeforeTaxes', 'totalDiscountAmountAfterTaxes', 'totalTaxAmount')} ... on ProductSale { lineItem { id } } ... on GiftCardSale { lineItem { id } } ... on TipSale { lineItem { id } } ... on ShippingLineSale { shippingLine { id } } ... on DutySale { duty { id } } ... on FeeSale { fee { id } } ... on AdditionalFeeSale { additionalFee { id name } }`,
  },
];
