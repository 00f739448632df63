import type { OrderLineItemRow } from '@commerce/core';
import { moneyAmount, shopAmount, sumBags } from './amounts.ts';
import type { WireLineItem, WireOrder } from './wire.ts';

/** A line of an order as a canonical row. `position` counts from 0 in the order of the lines' ids. */
export function toLineItemRow(
  order: WireOrder,
  line: WireLineItem,
  position: number,
): OrderLineItemRow {
  const { product, variant } = line;
  const unitCost = variant?.inventoryItem?.unitCost;
  return {
    order_id: order.id,
    external_id: line.id,
    position,
    product_id: product?.id ?? null,
    variant_id: variant?.id ?? null,
    sku: line.sku ?? variant?.sku ?? null,
    barcode: variant?.barcode ?? null,
    title: line.title ?? line.name ?? '',
    variant_title: line.variantTitle ?? null,
    vendor: line.vendor ?? product?.vendor ?? null,
    product_type: product?.productType ?? null,
    quantity: line.quantity,
    current_quantity: line.currentQuantity ?? null,
    refundable_quantity: line.refundableQuantity ?? null,
    unfulfilled_quantity: line.unfulfilledQuantity ?? null,
    is_gift_card: line.isGiftCard === true,
    requires_shipping: line.requiresShipping ?? null,
    taxable: line.taxable ?? null,
    currency: order.currencyCode,
    original_unit_price: shopAmount(line.originalUnitPriceSet),
    original_total: shopAmount(line.originalTotalSet),
    discounted_unit_price: shopAmount(line.discountedUnitPriceSet),
    discounted_unit_price_after_all: shopAmount(line.discountedUnitPriceAfterAllDiscountsSet),
    discounted_total: shopAmount(line.discountedTotalSet),
    total_discount: shopAmount(line.totalDiscountSet),
    allocated_discount: sumBags(
      line.discountAllocations?.map(({ allocatedAmountSet }) => allocatedAmountSet) ?? null,
    ),
    total_tax: sumBags(line.taxLines?.map(({ priceSet }) => priceSet) ?? null),
    total_duties: sumBags(line.duties?.map(({ price }) => price) ?? null),
    unit_cost: moneyAmount(unitCost),
    unit_cost_currency: unitCost?.currencyCode ?? null,
    selling_plan: line.sellingPlan?.name ?? null,
    bundle_id: line.lineItemGroup?.id ?? null,
    custom_attributes: line.customAttributes ?? null,
    discount_allocations:
      (line.discountAllocations as OrderLineItemRow['discount_allocations']) ?? null,
    tax_lines: (line.taxLines as OrderLineItemRow['tax_lines']) ?? null,
  };
}
