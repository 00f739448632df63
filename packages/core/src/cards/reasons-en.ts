import type { ReasonValues } from './values.ts';

type Say = (v: ReasonValues) => string;

/** Why, in English, by reason code. */
export const REASONS_EN: Readonly<Record<string, Say>> = {
  asked: (v) =>
    v.has('note') ? `Asked for: ${v.text('note')}` : 'Somebody asked for this change.',
  undo: () => 'Takes back a change that was executed before.',
  spend_without_conversions: (v) =>
    `Spent ${v.money('spend')} in ${lastDays(v)} without a conversion. Counting only the spend whose conversions should be in by now: ${v.money('counted_spend')}, limit ${v.money('limit')}.`,
  landing_views_without_signal: (v) =>
    `${v.count('visits')} landing page views in ${lastDays(v)} (limit ${v.count('limit')}) and not one add to cart, checkout, lead or conversion. Spent ${v.money('spend')}. Check the page and the pixel too.`,
  clicks_without_signal: (v) =>
    `${v.count('visits')} clicks in ${lastDays(v)} (limit ${v.count('limit')}) and not one add to cart, checkout, lead or conversion. Spent ${v.money('spend')}. Check the page and the pixel too.`,
  roas_below_floor: (v) =>
    `ROAS below the floor of ${v.number('floor')} on ${v.count('days')} days in a row: ${v.number('roas')} even with the conversions still to come (spend ${v.money('spend')}, expected conversion value ${v.money('value')}).`,
  cpa_above_ceiling: (v) =>
    `A conversion cost ${v.money('cpa')} over ${lastDays(v)}, above the ceiling of ${v.money('ceiling')}. Spend ${v.money('spend')}, conversions ${v.count('conversions')} (${v.count('expected_conversions')} with those still to come).`,
  cpa_far_above_ceiling: (v) =>
    `A conversion cost ${v.money('cpa')} over ${lastDays(v)}, far above the ceiling of ${v.money('ceiling')}. Spend ${v.money('spend')}, conversions ${v.count('conversions')} (${v.count('expected_conversions')} with those still to come).`,
  roas_well_above_target: (v) =>
    `ROAS ${v.number('roas')} over ${lastDays(v)}, well above the target of ${v.number('target')}, and the budget is nearly used up. Conversions ${v.count('conversions')}, spend ${v.money('spend')}.`,
  paused_beats_siblings: (v) =>
    `Paused, though its ROAS was ${v.number('roas')} over ${lastDays(v)} against ${v.number('siblings_roas')} for the rest of its group. Conversions ${v.count('conversions')}, spend ${v.money('spend')}.`,
  starved_beats_siblings: (v) =>
    `ROAS ${v.number('roas')} over ${lastDays(v)} against ${v.number('siblings_roas')} for the rest of its group, but it got only ${v.percent('share')} of the recent spend. Conversions ${v.count('conversions')}.`,
  ctr_falls_frequency_rises: (v) =>
    `Click rate ${v.percent('ctr_before')} → ${v.percent('ctr')} over ${lastDays(v)} (down ${v.percent('drop')}) while daily frequency went ${v.number('frequency_before')} → ${v.number('frequency')}.`,
  budget_underspent: (v) =>
    `Left much of its daily budget of ${v.money('budget')} unspent on each of ${v.count('days')} days: ${v.percent('used')} used (${v.money('spend')} in all). Look at bids, audience and review status.`,
  budget_overspent: (v) =>
    `Used ${v.percent('used')} of its daily budget of ${v.money('budget')} over ${lastDays(v)} (${v.money('spend')} in all).`,
  budget_exhausted: (v) =>
    `Uses up its daily budget of ${v.money('budget')} (${v.percent('used')}) on each of ${v.count('days')} days while meeting the ROAS target.`,
  lifetime_budget_behind: (v) =>
    `${v.percent('elapsed')} of its time is gone but only ${v.percent('used')} of the lifetime budget of ${v.money('budget')} is spent.`,
  lifetime_budget_ahead: (v) =>
    `${v.percent('used')} of the lifetime budget of ${v.money('budget')} is spent but only ${v.percent('elapsed')} of its time is gone.`,
  spend_jump: (v) =>
    `Spent ${v.money('spend')} on ${v.text('day')}, ${v.number('times')} times the usual ${v.money('usual')} of that weekday.`,
  spend_out_of_hand: (v) =>
    `Spent ${v.money('spend')} on ${v.text('day')}: it shot up to ${v.number('times')} times the usual ${v.money('usual')} of that weekday.`,
  delivery_collapse: (v) =>
    `${v.count('impressions')} impressions on ${v.text('day')}, usually ${v.count('usual')} on that weekday. Look at billing, review status and bids.`,
  delivery_not_reported: (v) =>
    `Nothing was reported for two days up to ${v.text('day')}; usually it has ${v.count('usual')} impressions on that weekday.`,
  cpc_spike: (v) =>
    `A click cost ${v.money('cpc')} over ${lastDays(v)}, ${v.money('cpc_before')} on the same weekdays before. Clicks ${v.count('clicks')}, spend ${v.money('spend')}.`,
  keywords_without_conversions: (v) =>
    `${v.count('keyword_count')} ${v.isOne('keyword_count') ? 'keyword' : 'keywords'} cost ${v.money('spend')} in ${lastDays(v)} and brought ${v.count('conversions')} ${v.isOne('conversions') ? 'conversion' : 'conversions'}. Excluding ${v.isOne('keyword_count') ? 'it' : 'them'} takes away ${v.percent('cost_share')} of the cost, ${v.percent('click_share')} of the clicks and ${v.percent('conversion_share')} of the conversions: ${v.text('keywords')}`,
  data_stale: (v) =>
    `Not updated for ${v.duration('minutes')} (allowed: ${v.duration('limit')}). Look at the connection.`,
  never_synced: () => 'This account could not be read so far. Look at the connection.',
};

const lastDays = (v: ReasonValues): string =>
  v.isOne('days') ? 'the last day' : `the last ${v.count('days')} days`;
