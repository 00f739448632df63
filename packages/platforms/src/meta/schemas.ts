import { z } from 'zod';

/** Ids and figures come as strings, sometimes as numbers; long integers were made strings before. */
const id = z.union([z.string().min(1), z.number().int()]).transform(String);
/** No column holds more digits: such a figure is as unreadable as a word. */
const decimal = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^-?\d{1,16}(\.\d+)?$/));
const count = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,15}(\.0+)?$/))
  .transform(Number);
const text = z.string();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

declare const minor: unique symbol;
/** An amount in the platform's minor units; worth something only with its CurrencyOffset. */
export type MinorAmount = string & { readonly [minor]: true };
const minorAmount = z
  .union([z.string(), z.number().int()])
  .transform(String)
  .pipe(z.string().regex(/^\d+$/))
  .transform((value) => value as MinorAmount);

const integer = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);

/** What a refusal adds to its code: in another shape it says nothing, and the code still counts. */
const told = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined);

export const refusalSchema = z.looseObject({
  error: z.looseObject({
    code: integer,
    error_subcode: told(integer),
    message: told(text),
    error_user_msg: told(text),
    is_transient: told(z.boolean()),
  }),
});

export const pagingSchema = z.looseObject({
  data: z.array(z.looseObject({})),
  paging: z
    .looseObject({
      cursors: z.looseObject({ after: text.optional() }).optional(),
      next: text.optional(),
    })
    .optional(),
});

export const accountSchema = z.looseObject({
  account_id: id,
  name: text,
  account_status: z.number().int().optional(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  timezone_name: text,
  created_time: text.optional(),
  spend_cap: minorAmount.optional(),
});
export type AccountWire = z.infer<typeof accountSchema>;

export const permissionsSchema = z.looseObject({ permission: text, status: text });

const attributionSpec = z.array(z.looseObject({ event_type: text, window_days: z.number().int() }));
const common = {
  id,
  name: text,
  status: text.optional(),
  effective_status: text.optional(),
  created_time: text.optional(),
  updated_time: text.optional(),
};
const budgets = {
  daily_budget: minorAmount.optional(),
  lifetime_budget: minorAmount.optional(),
  bid_strategy: text.optional(),
  start_time: text.optional(),
};

export const campaignSchema = z.looseObject({
  ...common,
  ...budgets,
  objective: text.optional(),
  buying_type: text.optional(),
  stop_time: text.optional(),
});
export type CampaignWire = z.infer<typeof campaignSchema>;

export const adsetSchema = z.looseObject({
  ...common,
  ...budgets,
  campaign_id: id,
  bid_amount: minorAmount.optional(),
  optimization_goal: text.optional(),
  attribution_spec: attributionSpec.optional(),
  end_time: text.optional(),
});
export type AdsetWire = z.infer<typeof adsetSchema>;

export const adSchema = z.looseObject({ ...common, adset_id: id, campaign_id: id });
export type AdWire = z.infer<typeof adSchema>;

const actions = z.array(z.looseObject({ action_type: text, value: decimal.optional() }));

export const insightsSchema = z.looseObject({
  account_id: id.optional(),
  account_name: text.optional(),
  account_currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  campaign_id: id.optional(),
  campaign_name: text.optional(),
  adset_id: id.optional(),
  adset_name: text.optional(),
  ad_id: id.optional(),
  ad_name: text.optional(),
  attribution_setting: text.optional(),
  date_start: day,
  date_stop: day,
  spend: decimal.optional(),
  impressions: count.optional(),
  reach: count.optional(),
  frequency: decimal.optional(),
  clicks: count.optional(),
  inline_link_clicks: count.optional(),
  actions: actions.optional(),
  action_values: actions.optional(),
});
export type InsightsWire = z.infer<typeof insightsSchema>;

export const createdRunSchema = z.looseObject({ report_run_id: id });

export const reportRunSchema = z.looseObject({
  async_status: text,
  async_percent_completion: integer.default(0),
  error_code: told(integer),
  error_subcode: told(integer),
  error_message: told(text),
  error_user_msg: told(text),
});
