import { AppError, type JsonObject } from '@commerce/core';
import type { Platform } from '@commerce/platforms';
import type { z } from 'zod';

/**
 * Checks what the operator entered against the platform's own schemas.
 * @throws AppError `invalid_input` whose details name fields and rules, never values
 */
export function parseSettings(
  platform: Platform,
  input: { config: unknown; credentials: unknown },
): { config: JsonObject; credentials: JsonObject } {
  const config = platform.config.safeParse(input.config);
  const credentials = platform.credentials.safeParse(input.credentials);
  if (config.success && credentials.success) {
    return { config: config.data, credentials: credentials.data };
  }
  throw refusal(platform, [
    ...problems('config', config.error),
    ...problems('credentials', credentials.error),
  ]);
}

/**
 * The credentials alone, for what is asked before an account is chosen.
 * @throws AppError `invalid_input` whose details name fields and rules, never values
 */
export function parseCredentials(platform: Platform, input: unknown): JsonObject {
  const credentials = platform.credentials.safeParse(input);
  if (credentials.success) return credentials.data;
  throw refusal(platform, problems('credentials', credentials.error));
}

type Problem = { field: string; problem: string };

const refusal = (platform: Platform, fields: Problem[]) =>
  new AppError(
    'invalid_input',
    `${platform.name} cannot be connected with these settings: ${fields
      .map(({ field, problem }) => `${field}: ${problem}`)
      .join('; ')}`,
    { details: { fields } },
  );

function problems(part: string, error: z.ZodError | undefined): Problem[] {
  return (error?.issues ?? []).map((issue) => ({
    field: [part, ...issue.path.map(String)].join('.'),
    problem: issue.message,
  }));
}
