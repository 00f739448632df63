import { AppError } from '@commerce/core';

type Problem = { field: string; problem: string };

/**
 * A refusal whose fields are called as the person who filled in the form knows them.
 * `rename` gives the form's name of a platform setting.
 */
export function inFormWords(error: unknown, rename: (field: string) => string): unknown {
  const fields = (error as { details?: { fields?: Problem[] } } | null)?.details?.fields;
  if (!(error instanceof AppError) || !fields) return error;
  return new AppError(error.code, error.message, {
    details: {
      fields: fields.map(({ field, problem }) => ({
        field: rename(field.replace(/^(config|credentials)\./, '')),
        problem,
      })),
    },
    cause: error,
  });
}
