const MONEY = '{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }';
const TAX = `{ title rate ratePercentage source channelLiable priceSet ${MONEY} }`;
const DISCOUNT = `{ __typename index allocationMethod targetSelection targetType
  value { __typename ... on MoneyV2 { amount currencyCode } ... on PricingPercentageValue { percentage } }
  ... on DiscountCodeApplication { code } ... on AutomaticDiscountApplication { title }
  ... on ManualDiscountApplication { title description } }`;
const ALLOCATION = `{ allocatedAmountSet ${MONEY} discountApplication ${DISCOUNT} }`;
const ADDRESS = `{ id firstName lastName name company address1 address2 city province provinceCode zip
  country countryCodeV2 phone }`;
const VISIT = `{ id occurredAt source sourceType referrerUrl landingPage
  utmParameters { source medium campaign content term } }`;

const sets = (...names: string[]) => names.map((name) => `${name} ${MONEY}`).join(' ');

const SCALARS = `__typename id legacyResourceId name number confirmationNumber sourceName test confirmed
  edited closed closedAt cancelledAt cancelReason createdAt processedAt updatedAt currencyCode
  presentmentCurrencyCode taxesIncluded taxExempt displayFinancialStatus displayFulfillmentStatus
  returnStatus fullyPaid unpaid refundable requiresShipping subtotalLineItemsQuantity
  currentSubtotalLineItemsQuantity tags note discountCode discountCodes paymentGatewayNames
  customerLocale email phone app { id name }`;

const TOTALS = sets(
  ...['totalPriceSet', 'currentTotalPriceSet', 'originalTotalPriceSet', 'subtotalPriceSet'],
  ...['currentSubtotalPriceSet', 'totalDiscountsSet', 'currentTotalDiscountsSet'],
  ...['cartDiscountAmountSet', 'totalTaxSet', 'currentTotalTaxSet', 'totalShippingPriceSet'],
  ...['currentShippingPriceSet', 'totalTipReceivedSet', 'totalReceivedSet', 'totalRefundedSet'],
  ...['totalRefundedShippingSet', 'totalOutstandingSet', 'totalCapturableSet', 'netPaymentSet'],
);

const PEOPLE = `customer { id legacyResourceId displayName firstName lastName state locale tags
    numberOfOrders amountSpent { amount currencyCode } createdAt updatedAt
    defaultEmailAddress { emailAddress marketingState } }
  billingAddress ${ADDRESS} shippingAddress ${ADDRESS}
  customerJourneySummary { ready customerOrderIndex daysToConversion
    momentsCount { count precision } firstVisit ${VISIT} lastVisit ${VISIT} }`;

const MOVEMENTS = `transactions { id kind status gateway formattedGateway errorCode paymentId test
    createdAt processedAt amountSet ${MONEY}
    fees { id type rate amount { amount currencyCode } } parentTransaction { id } }
  refunds { id legacyResourceId createdAt processedAt updatedAt note totalRefundedSet ${MONEY}
    return { id name status } }
  fulfillments { id name status displayStatus totalQuantity createdAt updatedAt deliveredAt
    trackingInfo { company number url } location { id name } }`;

const LINE_ITEMS = `lineItems { edges { node { __typename id title variantTitle name sku vendor quantity
  currentQuantity refundableQuantity unfulfilledQuantity isGiftCard requiresShipping taxable
  product { id legacyResourceId handle productType vendor }
  variant { id legacyResourceId sku barcode inventoryItem { id unitCost { amount currencyCode } } }
  ${sets('originalUnitPriceSet', 'originalTotalSet', 'discountedUnitPriceSet')}
  ${sets('discountedUnitPriceAfterAllDiscountsSet', 'discountedTotalSet', 'totalDiscountSet')}
  taxLines ${TAX} discountAllocations ${ALLOCATION} } } }`;

const SHIPPING_LINES = `shippingLines(includeRemovals: true) { edges { node { __typename id title code
  source isRemoved ${sets('originalPriceSet', 'discountedPriceSet', 'currentDiscountedPriceSet')}
  taxLines ${TAX} discountAllocations ${ALLOCATION} } } }`;

const AGREEMENTS = `agreements { edges { node { __typename id happenedAt reason
  ... on RefundAgreement { refund { id } } ... on ReturnAgreement { return { id } }
  sales { edges { node { __typename id actionType lineType quantity
    ${sets('totalAmount', 'totalDiscountAmountBeforeTaxes', 'totalDiscountAmountAfterTaxes')}
    totalTaxAmount ${MONEY} ... on ProductSale { lineItem { id } }
    ... on GiftCardSale { lineItem { id } } ... on TipSale { lineItem { id } }
    ... on ShippingLineSale { shippingLine { id } } ... on FeeSale { fee { id } } } } } } } }`;

/** A bulk query of whole orders: money, people, payments, lines and sales agreements. */
export const WHOLE_ORDER_QUERY = `{ orders { edges { node { ${SCALARS} ${TOTALS} taxLines ${TAX}
  ${PEOPLE} ${MOVEMENTS} ${LINE_ITEMS} ${SHIPPING_LINES} ${AGREEMENTS} } } } }`;
