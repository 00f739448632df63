import { type Random, random } from '../world/random.ts';
import { addDays, type Day, DAY, daysBetween, MINUTE, startOfDay, weekday } from './days.ts';
import { arrivedPpm, deliveredPpm, FULL, intensity, spendSettledPpm } from './delivery.ts';
import type { Account, Ad, AdSet, Campaign } from './entities.ts';
import { currencyOffset } from './money.ts';
import { addEvents, emptyTotals, type Totals } from './totals.ts';

interface Purchase {
  layer: number;
  threshold: number;
  minute: number;
  delay: number;
  window: 'c1' | 'c7' | 'c28' | 'v1';
  value: bigint;
}

const WEEKDAY_FACTOR = [1.12, 0.94, 0.92, 0.95, 0.98, 1.02, 1.07];
const MAX_LAYERS = 6;

/**
 * What one ad did on one local day, as the platform knows it at `asOf`. A pure function of the
 * seed, the account's structure with its change history, and the two times.
 */
export function adDayFacts(
  seed: string,
  account: Account,
  ad: Ad,
  day: Day,
  asOf: number,
): Totals | null {
  const campaign = account.campaigns.get(ad.campaignId);
  const adset = account.adsets.get(ad.adsetId);
  const start = startOfDay(day, account.timezone);
  if (!campaign || !adset || asOf <= start || start < account.createdAt) return null;
  const share = plannedShare(account, campaign, adset, ad, day);
  const delivered = share === 0 ? 0 : deliveredPpm(account, ad, day, asOf);
  if (delivered === 0) return null;
  const end = startOfDay(addDays(day, 1), account.timezone);
  const rng = random(seed, 'facts', ad.id, day);
  const mean = account.profile.spendPerDay * campaign.weight * share;
  const noise = 0.85 + 0.3 * rng.next();
  const factors = account.profile.weekdays?.spend ?? WEEKDAY_FACTOR;
  const spend = mean * (factors[weekday(day)] ?? 1) * noise;
  const totals = volume(rng, { account, campaign, ad, day, spend, delivered, end, asOf });
  const arrived = Math.floor((delivered * arrivedPpm(end, asOf)) / FULL);
  if (!ad.traits.silent) addFunnel(totals, account, arrived);
  for (const purchase of purchases(seed, { account, campaign, adset, ad, day, spend })) {
    const occurred = start + purchase.minute * MINUTE;
    const known = purchase.delay === 0 ? occurred + 20 * MINUTE : end + purchase.delay;
    if (occurred >= end || asOf < known) continue;
    if (purchase.threshold >= intensity(account, ad, occurred) - purchase.layer) continue;
    addEvents(totals.purchase, { [purchase.window]: 1 }, { [purchase.window]: purchase.value });
  }
  totals.attributions.add(adset.attribution);
  return totals;
}

/**
 * Part of the campaign's spend that goes to this ad among the siblings planned for the day. A
 * resumed ad comes on top, so that switching it on does not change what its siblings delivered.
 */
function plannedShare(account: Account, campaign: Campaign, adset: AdSet, ad: Ad, day: Day) {
  const runs = (item: AdSet | Ad) => !item.plannedUntil || day < item.plannedUntil;
  const resumed = (item: AdSet | Ad) => item.resumedOn !== null && day >= item.resumedOn;
  if (!(runs(adset) || resumed(adset)) || !(runs(ad) || resumed(ad))) return 0;
  let adsetWeights = 0;
  for (const item of account.adsets.values()) {
    if (item.campaignId === campaign.id && runs(item)) adsetWeights += item.weight;
  }
  let adWeights = 0;
  for (const item of account.ads.values()) {
    if (item.adsetId === adset.id && runs(item)) adWeights += item.weight;
  }
  return (adset.weight / adsetWeights) * (ad.weight / adWeights);
}

/** How far people have tired of an ad by a day: 1 is fresh, the least is a third. */
function freshness(ad: Ad, day: Day): number {
  const from = ad.traits.tiresFrom;
  return from === null || day < from ? 1 : Math.max(0.33, 0.955 ** daysBetween(from, day));
}

interface VolumeInput {
  account: Account;
  campaign: Campaign;
  ad: Ad;
  day: Day;
  spend: number;
  delivered: number;
  end: number;
  asOf: number;
}

/** Mean price of a thousand impressions, in US dollars of the simulated market. */
const CPM = { OUTCOME_SALES: 9, OUTCOME_TRAFFIC: 4, OUTCOME_AWARENESS: 2.5 } as const;
const PER_DOLLAR: Record<string, number> = { KRW: 1400, JPY: 150, EUR: 0.92, USD: 1 };

function volume(rng: Random, input: VolumeInput): Totals {
  const { account, campaign, delivered } = input;
  const offset = currencyOffset(account.currency);
  const cpm = CPM[campaign.objective as keyof typeof CPM] * (PER_DOLLAR[account.currency] ?? 1);
  const fullImpressions = Math.round((input.spend / cpm) * 1000 * (0.9 + 0.2 * rng.next()));
  const fullSpend = BigInt(Math.round(input.spend * offset));
  const fresh = freshness(input.ad, input.day);
  const usual = campaign.objective === 'OUTCOME_AWARENESS' ? 0.004 : 0.019;
  const ctr = (input.ad.traits.ctr ?? usual) * fresh * (0.8 + 0.4 * rng.next());
  const at = (full: number) => Math.floor((full * delivered) / FULL);
  const totals = emptyTotals();
  totals.impressions = at(fullImpressions);
  const settled = BigInt(spendSettledPpm(input.end, input.asOf));
  totals.spend = (fullSpend * BigInt(delivered) * settled) / BigInt(FULL) ** 2n;
  totals.clicks = at(rng.count(fullImpressions * ctr));
  totals.linkClicks = Math.floor(totals.clicks * (0.7 + 0.1 * rng.next()));
  totals.outboundClicks = Math.floor(totals.linkClicks * 0.96);
  totals.landingPageViews = Math.floor(totals.linkClicks * 0.82);
  totals.reactions = Math.floor(totals.impressions * 0.0012);
  totals.postEngagement = totals.clicks + totals.reactions;
  totals.videoViews = input.ad.video ? Math.floor(totals.impressions * 0.21) : 0;
  totals.reachSum = Math.ceil((totals.impressions / (1.05 + 0.35 * rng.next())) * fresh ** 0.9);
  totals.reachMax = totals.reachSum;
  totals.cells = 1;
  return totals;
}

/** Storefront events short of a purchase; their parts add up to what was delivered and arrived. */
function addFunnel(totals: Totals, account: Account, arrivedPart: number) {
  const price = BigInt(Math.round(meanPrice(account) * currencyOffset(account.currency)));
  const steps = [
    [totals.viewContent, 0.74],
    [totals.addToCart, 0.11],
    [totals.initiateCheckout, 0.055],
  ] as const;
  for (const [events, rate] of steps) {
    const all = Math.floor((totals.linkClicks * rate * arrivedPart) / FULL);
    const [c1, c7] = [Math.floor(all * 0.75), Math.floor(all * 0.9)];
    const counts = { c1, c7: c7 - c1, c28: Math.floor(all * 0.04), v1: all - c7 };
    addEvents(events, counts, {
      c1: price * BigInt(counts.c1),
      c7: price * BigInt(counts.c7),
      c28: price * BigInt(counts.c28),
      v1: price * BigInt(counts.v1),
    });
  }
}

interface PurchaseInput {
  account: Account;
  campaign: Campaign;
  adset: AdSet;
  ad: Ad;
  day: Day;
  spend: number;
}

/** Part of all purchases that an attribution setting counts. */
const COUNTED = { '7d_click_1d_view': 0.95, '7d_click': 0.87, '1d_click': 0.74 } as const;

/**
 * Every purchase an ad can have on a day. Layer 0 happens at the opening budget; each further
 * layer needs the budget to be that many times larger, so a change never rewrites the past.
 */
function* purchases(seed: string, input: PurchaseInput): Generator<Purchase> {
  const { account, campaign, adset, ad, day } = input;
  const price = meanPrice(account);
  const offset = currencyOffset(account.currency);
  const worth = (ad.traits.finalRoas ?? campaign.finalRoas) * returns(account, ad, day);
  const mean = (input.spend * worth) / (price * 1.35 * COUNTED[adset.attribution]);
  const rebudgeted = campaign.dailyBudget.length > 1 || adset.dailyBudget.length > 1;
  for (let layer = 0; layer < (rebudgeted ? MAX_LAYERS : 1); layer++) {
    const rng = random(seed, 'purchases', ad.id, day, layer);
    const count = rng.count(mean);
    for (let i = 0; i < count; i++) {
      const quantity = rng.chance(0.3) ? (rng.chance(0.2) ? 3 : 2) : 1;
      const product = rng.pick(account.profile.products);
      const value = BigInt(Math.round(Number(product.price) * offset)) * BigInt(quantity);
      const pick = rng.next();
      const window = pick < 0.74 ? 'c1' : pick < 0.87 ? 'c7' : pick < 0.95 ? 'v1' : 'c28';
      yield {
        layer,
        value,
        window,
        threshold: rng.next(),
        minute: rng.int(0, 24 * 60 - 1),
        delay: arrivalDelay(rng),
      };
    }
  }
}

/** What a day and the ad's age make of its usual return. */
function returns(account: Account, ad: Ad, day: Day): number {
  return (account.profile.weekdays?.returns[weekday(day)] ?? 1) * freshness(ad, day);
}

/** Time after the day's end at which the platform learns of a purchase; 0 = as it happens. */
function arrivalDelay(rng: Random): number {
  const u = rng.next();
  if (u < 0.6) return 0;
  if (u < 0.97) return Math.floor(rng.next() ** 1.6 * 7 * DAY);
  return 7 * DAY + Math.floor(rng.next() * 20 * DAY);
}

function meanPrice(account: Account): number {
  const { products } = account.profile;
  return products.reduce((sum, { price }) => sum + Number(price), 0) / products.length;
}
