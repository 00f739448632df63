import type { CampaignProfile, ShopProfile } from '../../world/profiles.ts';
import type { Random } from '../../world/random.ts';
import { gid } from './ids.ts';
import type { Journey, Visit } from './order-types.ts';

const HOUR = 3_600_000;

/**
 * How a buyer found the shop. About 55% come through one of the profile's campaigns, weighted by
 * what each campaign earns; some orders never get a journey, others get it an hour later.
 */
export function planJourney(
  profile: ShopProfile,
  source: Random,
  at: number,
  partBase: string,
): Journey | null {
  if (source.chance(0.08)) return null;
  const paid = source.chance(0.55);
  const last = paid
    ? campaignVisit(profile, source, at - source.int(2, 90) * 60_000, `${partBase}2`)
    : organicVisit(profile, source, at - source.int(2, 90) * 60_000, `${partBase}2`);
  const moments = source.int(1, 6);
  const earlier = at - source.int(1, 20) * 24 * HOUR;
  const first = moments > 1 ? organicVisit(profile, source, earlier, `${partBase}1`) : last;
  return {
    readyAt: at + (source.chance(0.1) ? 6 * HOUR : HOUR),
    orderIndex: 1,
    moments,
    firstVisit: first,
    lastVisit: last,
  };
}

function campaignVisit(profile: ShopProfile, source: Random, at: number, id: string): Visit {
  const campaign = pickCampaign(profile.campaigns, source);
  const adset = source.pick(campaign.adsets);
  const query = new URLSearchParams({
    utm_source: 'facebook',
    utm_medium: 'paid_social',
    utm_campaign: campaign.utmCampaign,
    utm_content: adset,
  });
  return {
    id: gid('CustomerVisit', id),
    occurredAt: at,
    source: 'facebook',
    sourceType: 'AD',
    referrerUrl: 'https://l.facebook.com/',
    landingPage: `https://${profile.domain}/?${query}`,
    utm: {
      source: 'facebook',
      medium: 'paid_social',
      campaign: campaign.utmCampaign,
      content: adset,
      term: null,
    },
  };
}

function pickCampaign(campaigns: readonly CampaignProfile[], source: Random): CampaignProfile {
  const worth = (campaign: CampaignProfile) => campaign.share * campaign.finalRoas;
  let ticket = source.next() * campaigns.reduce((sum, campaign) => sum + worth(campaign), 0);
  for (const campaign of campaigns) {
    ticket -= worth(campaign);
    if (ticket < 0) return campaign;
  }
  return campaigns[campaigns.length - 1] as CampaignProfile;
}

function organicVisit(profile: ShopProfile, source: Random, at: number, id: string): Visit {
  const [name, referrerUrl, sourceType] = source.pick([
    ['direct', null, null],
    ['Google', 'https://www.google.com/', 'SEO'],
    ['Email', null, 'NEWSLETTER'],
  ] as const);
  return {
    id: gid('CustomerVisit', id),
    occurredAt: at,
    source: name,
    sourceType,
    referrerUrl,
    landingPage: `https://${profile.domain}/`,
    utm: null,
  };
}
