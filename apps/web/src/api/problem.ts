import { ApiError } from '@commerce/api/client';
import type { ErrorCode } from './types.ts';

/** Why the API did not give what a page asked for, in the parts a person can be told. */
export interface Problem {
  code: ErrorCode;
  message: string;
  /** What was wrong with single fields, by their path in the request, e.g. `shopify.shop_domain`. */
  fields: { field: string; problem: string }[];
  /** Why, by code with values, where the API tells reasons of one code apart. */
  reason: { code: string; values: Record<string, string> } | null;
  requestId: string | null;
}

/** What our own refusals give as their reason, and refusals of a platform as their kind. */
function reasonOf(details: unknown): Problem['reason'] {
  const { reason, kind, values } = Object(details) as {
    reason?: string;
    kind?: string;
    values?: Record<string, string>;
  };
  const code = reason ?? kind;
  return code === undefined ? null : { code, values: values ?? {} };
}

export type Answer<T> = { ok: true; data: T } | { ok: false; problem: Problem };

/** Waits for a call; the API's refusal becomes part of the answer, anything else stays an error. */
export async function answerOf<T>(call: Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, data: await call };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { code, message, fields, requestId } = error;
    const reason = reasonOf(error.details);
    return { ok: false, problem: { code, message, fields, reason, requestId } };
  }
}
