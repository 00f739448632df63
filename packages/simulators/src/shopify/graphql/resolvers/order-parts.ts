import { subtract, times, total } from '../../amounts/bag.ts';
import { netOf, shippingNetOf, unitAmounts } from '../../state/line-amounts.ts';
import { shippableUnits } from '../../state/fulfil-order.ts';
import type {
  Agreement,
  Allocation,
  DiscountApplication,
  Line,
  Order,
  Sale,
  SaleSubject,
  ShippingLine,
} from '../../state/order-types.ts';
import type { TypeResolvers } from '../resolver-types.ts';
import { type Part, bag, divided, money, part } from './money.ts';
import { taxLine } from './order.ts';

type DiscountPart = { order: Order; of: DiscountApplication };

const lineDiscounts = (line: Line) =>
  total(
    line.allocations
      .filter(({ application }) => application.allocationMethod === 'EACH')
      .map(({ amount }) => amount),
  );

const LineItem: TypeResolvers<Part<Line>> = {
  title: ({ of }) => of.title,
  variantTitle: ({ of }) => of.variant?.title ?? null,
  name: ({ of }) => (of.variant ? `${of.title} - ${of.variant.title}` : of.title),
  sku: ({ of }) => of.variant?.sku ?? null,
  vendor: ({ of }) => of.product?.vendor ?? null,
  quantity: ({ of }) => of.quantity,
  currentQuantity: ({ of }) => of.currentQuantity,
  refundableQuantity: ({ of }) => of.currentQuantity,
  unfulfilledQuantity: ({ of }) => shippableUnits(of),
  nonFulfillableQuantity: ({ of }) => of.quantity - of.currentQuantity,
  isGiftCard: ({ of }) => of.kind === 'GIFT_CARD',
  requiresShipping: ({ of }) => of.kind === 'PRODUCT',
  taxable: ({ of }) => of.kind === 'PRODUCT',
  restockable: ({ of }) => of.kind === 'PRODUCT',
  merchantEditable: ({ order }) => order.cancelledAt === null,
  product: ({ of }) => of.product,
  variant: ({ of }) => of.variant,
  originalUnitPriceSet: ({ order, of }) => bag(order, of.unitPrice),
  originalTotalSet: ({ order, of }) => bag(order, times(of.unitPrice, of.quantity)),
  discountedTotalSet: ({ order, of }, { withCodeDiscounts }) =>
    bag(
      order,
      withCodeDiscounts ? netOf(of) : subtract(times(of.unitPrice, of.quantity), lineDiscounts(of)),
    ),
  discountedUnitPriceSet: ({ order, of }) =>
    bag(order, divided(subtract(times(of.unitPrice, of.quantity), lineDiscounts(of)), of.quantity)),
  discountedUnitPriceAfterAllDiscountsSet: ({ order, of }) =>
    bag(order, divided(netOf(of), of.quantity)),
  totalDiscountSet: ({ order, of }) => bag(order, lineDiscounts(of)),
  unfulfilledOriginalTotalSet: ({ order, of }) =>
    bag(order, times(of.unitPrice, shippableUnits(of))),
  unfulfilledDiscountedTotalSet: ({ order, of }) =>
    bag(
      order,
      unitAmounts(of, of.fulfilledQuantity, of.fulfilledQuantity + shippableUnits(of)).net,
    ),
  taxLines: ({ order, of }) => (of.kind === 'PRODUCT' ? [taxLine(order, of.tax)] : []),
  discountAllocations: ({ order, of }) => allocations(order, of.allocations),
};

function allocations(order: Order, rows: readonly Allocation[]) {
  return rows.map(({ application, amount }) => ({
    allocatedAmountSet: bag(order, amount),
    discountApplication: { order, of: application, __typename: application.__typename },
  }));
}

const ShippingLineType: TypeResolvers<Part<ShippingLine>> = {
  title: ({ of }) => of.title,
  code: ({ of }) => of.code,
  source: () => 'shopify',
  custom: () => false,
  isRemoved: () => false,
  carrierIdentifier: () => null,
  originalPriceSet: ({ order, of }) => bag(order, of.price),
  discountedPriceSet: ({ order, of }) => bag(order, shippingNetOf(of)),
  currentDiscountedPriceSet: ({ order, of }) =>
    bag(order, subtract(shippingNetOf(of), of.refunded)),
  taxLines: ({ order, of }) => [taxLine(order, of.tax)],
  discountAllocations: ({ order, of }) => allocations(order, of.allocations),
};

const Discount: TypeResolvers<DiscountPart> = {
  index: ({ of }) => of.index,
  allocationMethod: ({ of }) => of.allocationMethod,
  targetSelection: ({ of }) => of.targetSelection,
  targetType: ({ of }) => of.targetType,
  code: ({ of }) => of.label,
  title: ({ of }) => of.label,
  description: ({ of }) => of.label,
  value: ({ order, of }) =>
    'percentage' in of.value
      ? { __typename: 'PricingPercentageValue', percentage: of.value.percentage }
      : {
          __typename: 'MoneyV2',
          ...money(of.value.amount.presentment, order.presentmentCurrency),
        },
};

const AgreementType: TypeResolvers<Part<Agreement>> = {
  happenedAt: ({ of }) => of.happenedAt,
  reason: ({ of }) => of.reason,
  order: ({ order }) => order,
  refund: ({ order, of }) => of.refund && part(order, of.refund),
  return: ({ order, of }) => of.return && part(order, of.return),
  sales: ({ order, of }) =>
    of.sales.map((sale) => part(order, sale, SALE_TYPES[sale.subject.type])),
};

const SALE_TYPES: Readonly<Record<SaleSubject['type'], string>> = {
  PRODUCT: 'ProductSale',
  GIFT_CARD: 'GiftCardSale',
  TIP: 'TipSale',
  SHIPPING: 'ShippingLineSale',
  ADJUSTMENT: 'AdjustmentSale',
  FEE: 'FeeSale',
};

const SaleType: TypeResolvers<Part<Sale>> = {
  actionType: ({ of }) => of.actionType,
  lineType: ({ of }) => of.subject.type,
  quantity: ({ of }) => of.quantity,
  totalAmount: ({ order, of }) => bag(order, of.total),
  totalTaxAmount: ({ order, of }) => bag(order, of.tax),
  totalDiscountAmountBeforeTaxes: ({ order, of }) => bag(order, of.discountBeforeTaxes),
  totalDiscountAmountAfterTaxes: ({ order, of }) => bag(order, of.discountAfterTaxes),
  taxes: ({ order, of }) =>
    of.tax.shop === 0
      ? []
      : [{ id: `${of.id}-1`, amount: bag(order, of.tax), taxLine: taxLine(order, of.tax) }],
  lineItem: ({ order, of }) => ('line' in of.subject ? part(order, of.subject.line) : null),
  shippingLine: ({ order, of }) =>
    'shippingLine' in of.subject ? part(order, of.subject.shippingLine) : null,
  fee: ({ of }) =>
    'feeId' in of.subject ? { __typename: 'ReturnShippingFee', id: of.subject.feeId } : null,
};

export const ORDER_PART_RESOLVERS = {
  LineItem,
  ShippingLine: ShippingLineType,
  DiscountCodeApplication: Discount,
  AutomaticDiscountApplication: Discount,
  ManualDiscountApplication: Discount,
  OrderAgreement: AgreementType,
  OrderEditAgreement: AgreementType,
  RefundAgreement: AgreementType,
  ReturnAgreement: AgreementType,
  ...Object.fromEntries(Object.values(SALE_TYPES).map((type) => [type, SaleType])),
};
