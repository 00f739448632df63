/** Scopes that a field needs; fields that are not named need none beyond their parent's. */
const SCOPES: Readonly<Record<string, string>> = {
  'QueryRoot.orders': 'read_orders',
  'QueryRoot.order': 'read_orders',
  'QueryRoot.ordersCount': 'read_orders',
  'QueryRoot.products': 'read_products',
  'QueryRoot.product': 'read_products',
  'QueryRoot.productVariants': 'read_products',
  'QueryRoot.inventoryItems': 'read_inventory',
  'QueryRoot.locations': 'read_locations',
  'QueryRoot.customers': 'read_customers',
  'Order.customer': 'read_customers',
  'Order.fulfillmentOrders': 'read_merchant_managed_fulfillment_orders',
  'Order.returns': 'read_returns',
  'Refund.return': 'read_returns',
  'ReturnAgreement.return': 'read_returns',
  'Order.publication': 'read_publications',
  'Order.disputes': 'read_shopify_payments_disputes',
  'Order.paymentTerms': 'read_payment_terms',
  'LineItem.product': 'read_products',
  'LineItem.variant': 'read_products',
  'ProductVariant.inventoryItem': 'read_inventory',
  'InventoryItem.unitCost': 'read_inventory',
  'Fulfillment.location': 'read_locations',
  'RefundLineItem.location': 'read_locations',
  'InventoryLevel.location': 'read_locations',
};

export const ALL_SCOPES: readonly string[] = [
  ...new Set(['read_all_orders', 'read_fulfillments', ...Object.values(SCOPES)]),
];

/** The scope that reading a field takes, beyond what its parent took. */
export function scopeOf(type: string, field: string): string | null {
  return SCOPES[`${type}.${field}`] ?? null;
}

/** Whether a grant misses a scope; write scopes include their read scope. */
export function lacks(granted: ReadonlySet<string>, scope: string): boolean {
  return !granted.has(scope) && !granted.has(scope.replace(/^read_/, 'write_'));
}
