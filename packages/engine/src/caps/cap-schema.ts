import { ACTION_KINDS, type ActionCap, AppError } from '@commerce/core';
import { z } from 'zod';

const decimal = (digits: number) =>
  z
    .union([z.string(), z.number().int().nonnegative()])
    .transform(String)
    .pipe(
      z
        .string()
        .regex(
          new RegExp(`^\\d{1,15}(\\.\\d{1,${digits}})?$`),
          `must be a whole number or a decimal in quotes with at most ${digits} decimals`,
        ),
    );
const isPositive = (text: string): boolean => /[1-9]/.test(text);

/** The limits themselves, as a file or a form gives them. */
export const capSchema = z.strictObject({
  allowed_kinds: z.array(z.enum(ACTION_KINDS)),
  max_change_percent: decimal(2).refine(isPositive, 'must be more than 0'),
  max_daily_budget: decimal(4).refine(isPositive, 'must be more than 0'),
  max_daily_increase: decimal(4),
  max_actions_per_day: z.number().int().min(0).max(10_000),
  // An account is known with and without act_ before its number.
  never_touch: z
    .array(z.string().trim().min(1).max(100))
    .default([])
    .transform((ids) => [...new Set(ids.map((id) => id.replace(/^act_(?=\d+$)/, '')))]),
}) satisfies z.ZodType<Omit<ActionCap, 'platform' | 'currency'>>;

export const platformId = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, 'is not the id of a platform');
export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code in capital letters, like KRW');

/** The parsed value. @throws AppError `invalid_input` with every field that does not fit */
export function parseOrRefuse<S extends z.ZodType>(
  schema: S,
  value: unknown,
  what: string,
): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, message }) => ({
    field: path.join('.'),
    problem: message,
  }));
  const list = fields.map(({ field, problem }) => `${field || '(the whole)'}: ${problem}`);
  throw new AppError('invalid_input', `${what}: ${list.join('; ')}`, { details: { fields } });
}
