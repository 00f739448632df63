import type { ShopProfile } from '../../world/profiles.ts';
import type { Random } from '../../world/random.ts';
import type { Product, Variant } from './catalog.ts';
import type { Customer } from './customer.ts';
import { presentmentCurrencies } from './exchange.ts';
import type { DiscountSpec, OrderSpec, PaymentSpec } from './order-spec.ts';
import { planJourney } from './journey-plan.ts';

interface ShippingTariff {
  price: number;
  freeFrom: number;
  tip: number;
}

/** Minor units of the shop's currency. */
const TARIFFS: Readonly<Record<ShopProfile['currency'], ShippingTariff>> = {
  KRW: { price: 3_000, freeFrom: 30_000, tip: 1_000 },
  USD: { price: 650, freeFrom: 7_500, tip: 200 },
  EUR: { price: 490, freeFrom: 6_000, tip: 150 },
  JPY: { price: 550, freeFrom: 5_000, tip: 100 },
};

const CODES: readonly DiscountSpec[] = [
  { kind: 'code', label: 'WELCOME10', value: 10 },
  { kind: 'code', label: 'SEASON15', value: 15 },
  { kind: 'code', label: 'THANKS7', value: 7 },
];

/** What one buyer puts into the basket and how they pay, drawn from the order's own randomness. */
export function planCheckout(
  profile: ShopProfile,
  catalog: readonly Product[],
  source: Random,
  at: number,
  customer: Customer | null,
  partBase: string,
): OrderSpec {
  const lines = planLines(catalog, source);
  const goods = lines.reduce((sum, { variant, quantity }) => sum + variant.price * quantity, 0);
  const tariff = TARIFFS[profile.currency];
  const ships = lines.some(({ variant }) => !variant.product.isGiftCard);
  const foreign = presentmentCurrencies(profile.currency);
  return {
    at,
    lines,
    discounts: planDiscounts(source),
    shipping: ships ? (goods >= tariff.freeFrom ? 0 : tariff.price) : null,
    tip: source.chance(0.015) ? tariff.tip : 0,
    presentmentCurrency: source.chance(0.06) && foreign.length > 0 ? source.pick(foreign) : null,
    customer: source.chance(0.03) ? null : customer,
    test: source.chance(0.012),
    sourceName: source.chance(0.04) ? 'pos' : 'web',
    tags: source.chance(0.1) ? [source.pick(['vip', 'wholesale', 'gift'])] : [],
    note: source.chance(0.03) ? 'Please leave the parcel at the door' : null,
    payment: planPayment(source),
    journey: planJourney(profile, source, at, partBase),
  };
}

function planLines(
  catalog: readonly Product[],
  source: Random,
): { variant: Variant; quantity: number }[] {
  const count = source.pick([1, 1, 1, 1, 2, 2, 2, 3]);
  const lines = new Map<Variant, number>();
  for (let i = 0; i < count; i++) {
    const giftAllowed = source.chance(0.12);
    const pool = catalog.filter((product) => giftAllowed || !product.isGiftCard);
    const variant = source.pick(source.pick(pool.length > 0 ? pool : catalog).variants);
    lines.set(variant, (lines.get(variant) ?? 0) + source.pick([1, 1, 1, 1, 2, 2, 3]));
  }
  return [...lines].map(([variant, quantity]) => ({ variant, quantity }));
}

function planDiscounts(source: Random): DiscountSpec[] {
  const discounts: DiscountSpec[] = [];
  if (source.chance(0.08)) {
    discounts.push({ kind: 'automatic', label: 'Bundle offer', value: 5, firstLineOnly: true });
  }
  if (source.chance(0.22)) discounts.push(source.pick(CODES));
  else if (source.chance(0.04)) {
    discounts.push({ kind: 'code', label: 'FREESHIP', value: 'free_shipping' });
  } else if (source.chance(0.02)) {
    discounts.push({ kind: 'manual', label: 'Goodwill', value: 20 });
  }
  return discounts;
}

function planPayment(source: Random): PaymentSpec {
  const draw = source.next();
  if (draw < 0.1) return { kind: 'authorize' };
  if (draw < 0.15) return { kind: 'pending' };
  if (draw < 0.18) return { kind: 'gift_card', percent: source.pick([35, 60, 100]) };
  return { kind: 'card', failedFirst: source.chance(0.04) };
}
