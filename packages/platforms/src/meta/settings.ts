import type { JsonObject } from '@commerce/core';
import { z } from 'zod';

/** Longest history Meta keeps for daily totals (error 3018 beyond it). */
export const HISTORY_MONTHS = 37;

export const credentialsSchema = z.object({
  access_token: z.string().trim().min(1),
  app_secret: z.string().trim().min(1).optional(),
});

export const configSchema = z.object({
  /** With or without `act_`; kept without. */
  ad_account_id: z
    .string()
    .trim()
    .regex(/^(?:act_)?\d+$/, 'An ad account id is a number, with or without act_ before it')
    .transform((value) => value.replace(/^act_/, '')),
  /** `auto`: the widest purchase type a row has; else exactly this action type. */
  purchase_action: z.string().trim().min(1).default('auto'),
  history_months: z.number().int().min(1).max(HISTORY_MONTHS).default(HISTORY_MONTHS),
});

export type MetaConfig = z.infer<typeof configSchema>;

export function readConfig(config: JsonObject): MetaConfig {
  return configSchema.parse(config);
}
