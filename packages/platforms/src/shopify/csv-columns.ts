/** Columns of the admin's order export that are read, by their heading in lower case. */
export const ORDER_COLUMNS = {
  name: 'name',
  id: 'id',
  'financial status': 'financialStatus',
  'paid at': 'paidAt',
  'fulfillment status': 'fulfillmentStatus',
  'fulfilled at': 'fulfilledAt',
  'accepts marketing': 'acceptsMarketing',
  currency: 'currency',
  subtotal: 'subtotal',
  shipping: 'shipping',
  taxes: 'taxes',
  total: 'total',
  'discount code': 'discountCode',
  'discount amount': 'discountAmount',
  'shipping method': 'shippingMethod',
  'created at': 'createdAt',
  'lineitem quantity': 'lineQuantity',
  'lineitem name': 'lineName',
  'lineitem price': 'linePrice',
  'lineitem sku': 'lineSku',
  'lineitem requires shipping': 'lineRequiresShipping',
  'lineitem taxable': 'lineTaxable',
  'lineitem discount': 'lineDiscount',
  vendor: 'vendor',
  'billing country': 'billingCountry',
  'shipping city': 'shippingCity',
  'shipping zip': 'shippingZip',
  'shipping province': 'shippingProvince',
  'shipping country': 'shippingCountry',
  'cancelled at': 'cancelledAt',
  'payment method': 'paymentMethod',
  'refunded amount': 'refunded',
  'outstanding balance': 'outstanding',
  duties: 'duties',
  tags: 'tags',
  'risk level': 'riskLevel',
  source: 'source',
} as const;

export type OrderField = (typeof ORDER_COLUMNS)[keyof typeof ORDER_COLUMNS];

/** Without these no order can be made. */
export const REQUIRED_COLUMNS = ['name', 'created at', 'total', 'lineitem name'] as const;

const keyOf = (heading: string): string => heading.trim().toLowerCase();

export const fieldOf = (heading: string): OrderField | null =>
  (ORDER_COLUMNS as Readonly<Record<string, OrderField>>)[keyOf(heading)] ?? null;

/** Whether a line is the heading line of an order export. */
export function isOrderHeading(cells: readonly string[]): boolean {
  const keys = new Set(cells.map(keyOf));
  return REQUIRED_COLUMNS.every((column) => keys.has(column));
}
