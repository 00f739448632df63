import { AppError } from '@commerce/core';
import type { z } from 'zod';

/** What a schema found wrong, field by field: `shopify.shop_domain`, or empty for the whole. */
export function invalidInput(where: string, error: z.ZodError): AppError {
  const fields = error.issues.map((issue) => ({
    field: issue.path.map(String).join('.'),
    problem: issue.message,
  }));
  const words = fields.map(({ field, problem }) => (field ? `${field}: ${problem}` : problem));
  return new AppError('invalid_input', `The ${where} is not right: ${words.join('; ')}`, {
    details: { fields },
  });
}
