import { sumAmounts } from '@commerce/core';
import { decimal } from './decimals.ts';

/** One entry of `actions` or `action_values`. Entries overlap: the same order is listed under several types. */
export interface ActionEntry {
  action_type: string;
  value?: string | undefined;
}

/**
 * Widest type first; the first one present is taken and nothing is ever added to it.
 * Source: Marketing API ads action stats, read 2026-11.
 */
const PRIORITIES = {
  purchase: ['omni_purchase', 'purchase', 'offsite_conversion.fb_pixel_purchase'],
  add_to_cart: ['omni_add_to_cart', 'add_to_cart', 'offsite_conversion.fb_pixel_add_to_cart'],
  initiate_checkout: [
    'omni_initiated_checkout',
    'initiate_checkout',
    'offsite_conversion.fb_pixel_initiate_checkout',
  ],
} as const;

export type ActionGoal = keyof typeof PRIORITIES;

/** The value listed for exactly this type, or null. A type listed twice keeps its first entry. */
export function actionValue(
  entries: readonly ActionEntry[] | undefined,
  type: string,
): string | null {
  return entries?.find((entry) => entry.action_type === type)?.value ?? null;
}

/** The type whose count and value are to be used, or null when none is present. */
export function pickType(
  goal: ActionGoal,
  entries: readonly ActionEntry[] | undefined,
  wanted = 'auto',
): string | null {
  const order = wanted === 'auto' ? PRIORITIES[goal] : [wanted];
  return order.find((type) => actionValue(entries, type) !== null) ?? null;
}

/** `lead` covers all leads; without it the website's and the forms' leads, which do not overlap, are added. */
export function countLeads(entries: readonly ActionEntry[] | undefined): string | null {
  const all = actionValue(entries, 'lead');
  if (all !== null) return decimal(all);
  const parts = ['offsite_conversion.fb_pixel_lead', 'onsite_conversion.lead_grouped']
    .map((type) => actionValue(entries, type))
    .filter((value) => value !== null);
  if (parts.length === 0) return null;
  return sumAmounts(parts.map((value) => decimal(value)));
}
