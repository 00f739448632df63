import type { AdPlan, AdSetPlan, CampaignProfile, ShopProfile } from '../world/profiles.ts';
import { type Random, random } from '../world/random.ts';
import { addDays, type Day, startOfDay } from './days.ts';
import type {
  Account,
  Ad,
  AdSet,
  AdTraits,
  AttributionSetting,
  Campaign,
  ConfiguredStatus,
  EntityBase,
  Timed,
} from './entities.ts';
import { entityId } from './ids.ts';
import { currencyOffset } from './money.ts';

export interface AccountPlan {
  profile: ShopProfile;
  seed: string;
  /** First local day with delivery. */
  firstDay: Day;
  /** Retired ads stopped some weeks before this day. */
  anchorDay: Day;
  /** Ad sets of the first campaign disagree about their attribution setting. */
  mixedAttribution: boolean;
  /** Instant from which new objects exist; null = since the account began. */
  openedAt: number | null;
}

/** The account's structure as the merchant built it, before anybody changes anything. */
export function buildAccount(plan: AccountPlan): Account {
  const { profile } = plan;
  const account: Account = {
    id: profile.adAccountId,
    name: profile.name,
    currency: profile.currency,
    timezone: profile.timezone,
    status: 1,
    createdAt: startOfDay(plan.firstDay, profile.timezone),
    businessId: entityId(profile.adAccountId, 'business', 1),
    profile,
    campaigns: new Map(),
    adsets: new Map(),
    ads: new Map(),
    creatives: new Map(),
    activities: [],
  };
  for (const item of profile.campaigns) addCampaign(account, plan, item);
  return account;
}

/** Adds a campaign with its ad sets and ads; only the account's first one has a past. */
export function addCampaign(account: Account, plan: AccountPlan, item: CampaignProfile): Campaign {
  const ordinal = account.campaigns.size + 1;
  const budget = dailyBudget(account, item.share, item.budgetFactor);
  const campaign: Campaign = {
    ...base(account, plan, 'campaign', ordinal, item.name, item.share, []),
    kind: 'campaign',
    objective: item.objective,
    budgetLevel: item.budgetLevel,
    finalRoas: item.finalRoas,
    dailyBudget: item.budgetLevel === 'campaign' ? [{ at: 0, value: budget }] : [],
    lifetimeBudget: null,
    bidStrategy: 'LOWEST_COST_WITHOUT_CAP',
    endAt: null,
    spendCap: null,
  };
  account.campaigns.set(campaign.id, campaign);
  if (item.plan) {
    item.plan.forEach((planned, position) => {
      const { name } = planned;
      addAdSet(account, plan, campaign, { name, position, retired: false, item, planned });
    });
    return campaign;
  }
  const names = ordinal === 1 ? [...item.adsets, `${item.adsets[0]} (v1)`] : [...item.adsets];
  names.forEach((name, position) => {
    const retired = position >= item.adsets.length;
    addAdSet(account, plan, campaign, { name, position, retired, item });
  });
  return campaign;
}

interface AdSetSlot {
  name: string;
  position: number;
  retired: boolean;
  item: CampaignProfile;
  planned?: AdSetPlan;
}

function addAdSet(account: Account, plan: AccountPlan, campaign: Campaign, slot: AdSetSlot) {
  const { item, position, planned } = slot;
  const weight = planned?.weight ?? (slot.retired ? 0.3 : 1 / item.adsets.length);
  const until = slot.retired ? addDays(plan.anchorDay, -40) : null;
  const ending = removal(account, until, 'ARCHIVED');
  const adset: AdSet = {
    ...base(account, plan, 'adset', account.adsets.size + 1, slot.name, weight, ending),
    kind: 'adset',
    campaignId: campaign.id,
    plannedUntil: until,
    attribution: attributionOf(plan, campaign, position),
    optimizationGoal:
      item.objective === 'OUTCOME_SALES'
        ? 'OFFSITE_CONVERSIONS'
        : item.objective === 'OUTCOME_TRAFFIC'
          ? 'LINK_CLICKS'
          : 'REACH',
    bidAmount: null,
    dailyBudget:
      item.budgetLevel === 'adset'
        ? [{ at: 0, value: dailyBudget(account, item.share * weight, item.budgetFactor) }]
        : [],
    lifetimeBudget: null,
    bidStrategy: 'LOWEST_COST_WITHOUT_CAP',
    endAt: null,
    lastSignificantEdit: account.createdAt,
    budgetChanges: [],
  };
  account.adsets.set(adset.id, adset);
  if (planned) addPlannedAds(account, plan, adset, { item, planned });
  else addAds(account, plan, adset, item);
}

function attributionOf(
  plan: AccountPlan,
  campaign: Campaign,
  position: number,
): AttributionSetting {
  const first = campaign.id === entityId(plan.profile.adAccountId, 'campaign', 1);
  return plan.mixedAttribution && first && position === 1 ? '1d_click' : '7d_click_1d_view';
}

const AD_SLOTS = [
  { suffix: 'A', weight: 0.5, before: null, ending: null },
  { suffix: 'B', weight: 0.3, before: 18, ending: 'PAUSED' },
  { suffix: 'C', weight: 0.2, before: 34, ending: 'ARCHIVED' },
  { suffix: 'C', weight: 0.2, before: 26, ending: 'DELETED' },
] as const;

/** Ad A always runs. B runs in every third ad set and is paused elsewhere; C was archived or deleted. */
function addAds(account: Account, plan: AccountPlan, adset: AdSet, item: CampaignProfile) {
  const ordinal = account.adsets.size;
  const slots = plan.openedAt
    ? [AD_SLOTS[0]]
    : [AD_SLOTS[0], AD_SLOTS[1], ordinal % 2 ? AD_SLOTS[3] : AD_SLOTS[2]];
  const rng = random(plan.seed, 'creative', adset.id);
  slots.forEach((slot, index) => {
    const runsOn = slot.before === null || (index === 1 && ordinal % 3 === 1);
    const until = runsOn ? null : addDays(plan.anchorDay, -(slot.before ?? 0));
    const ending = removal(account, until, slot.ending ?? 'PAUSED');
    const video = rng.chance(0.5);
    const name = `${video ? 'vid' : 'img'}_${slot.suffix}`;
    addAd(account, plan, adset, { name, video, until, ending, weight: slot.weight, item, rng });
  });
}

/** The ads a profile names one by one. */
function addPlannedAds(
  account: Account,
  plan: AccountPlan,
  adset: AdSet,
  { item, planned }: { item: CampaignProfile; planned: AdSetPlan },
) {
  const rng = random(plan.seed, 'creative', adset.id);
  for (const ad of planned.ads) {
    const { name, weight, video = false } = ad;
    const traits = traitsOf(ad, planned);
    addAd(account, plan, adset, {
      name,
      video,
      until: null,
      ending: [],
      weight,
      item,
      rng,
      traits,
    });
  }
}

const traitsOf = (ad: AdPlan, { silent = false }: AdSetPlan): AdTraits => ({
  finalRoas: ad.finalRoas ?? null,
  ctr: ad.ctr ?? null,
  tiresFrom: ad.tiresFrom ?? null,
  silent,
});

const ORDINARY: AdTraits = { finalRoas: null, ctr: null, tiresFrom: null, silent: false };

interface AdSlot {
  name: string;
  video: boolean;
  until: Day | null;
  ending: Timed<ConfiguredStatus>[];
  weight: number;
  item: CampaignProfile;
  rng: Random;
  traits?: AdTraits;
}

function addAd(account: Account, plan: AccountPlan, adset: AdSet, slot: AdSlot) {
  const { name, video, item } = slot;
  const ordinal = account.ads.size + 1;
  const ad: Ad = {
    ...base(account, plan, 'ad', ordinal, name, slot.weight, slot.ending),
    kind: 'ad',
    campaignId: adset.campaignId,
    adsetId: adset.id,
    creativeId: entityId(account.id, 'creative', ordinal),
    video,
    plannedUntil: slot.until,
    traits: slot.traits ?? ORDINARY,
  };
  account.ads.set(ad.id, ad);
  const product = slot.rng.pick(account.profile.products);
  account.creatives.set(ad.creativeId, {
    id: ad.creativeId,
    accountId: account.id,
    name: `${name} ${product.title}`,
    title: product.title,
    body: `${account.name}: ${product.title}`,
    linkUrl: `https://${account.profile.domain}/products/${ordinal}`,
    urlTags: `utm_source=facebook&utm_medium=paid&utm_campaign=${item.utmCampaign}&utm_content=${ad.id}`,
  });
}

function removal(
  account: Account,
  until: Day | null,
  status: ConfiguredStatus,
): Timed<ConfiguredStatus>[] {
  return until ? [{ at: startOfDay(until, account.timezone), value: status }] : [];
}

function base(
  account: Account,
  plan: AccountPlan,
  kind: 'campaign' | 'adset' | 'ad',
  ordinal: number,
  name: string,
  weight: number,
  ending: Timed<ConfiguredStatus>[],
): EntityBase {
  return {
    id: entityId(account.id, kind, ordinal),
    accountId: account.id,
    name,
    createdAt: plan.openedAt ?? account.createdAt,
    updatedAt: plan.openedAt ?? account.createdAt,
    status: [...opening(plan.openedAt), ...ending],
    plannedUntil: null,
    resumedOn: null,
    weight,
  };
}

/** Mostly a tenth above the planned spend, in whole hundreds of won or yen and in whole other units. */
function dailyBudget(account: Account, share: number, factor = 1.1): bigint {
  const offset = currencyOffset(account.currency);
  const step = offset === 1 ? 100 : 1;
  const major =
    Math.max(1, Math.round((account.profile.spendPerDay * share * factor) / step)) * step;
  return BigInt(major * offset);
}

/** Switched on at an instant, or on since ever. */
function opening(openedAt: number | null): Timed<ConfiguredStatus>[] {
  if (openedAt === null) return [{ at: 0, value: 'ACTIVE' }];
  return [
    { at: 0, value: 'PAUSED' },
    { at: openedAt, value: 'ACTIVE' },
  ];
}
