import type { ERROR_CODES } from '../contract/envelope.ts';

/** A refusal by the API, or `unavailable` when no answer of ours came at all. */
export class ApiError extends Error {
  readonly code: (typeof ERROR_CODES)[number];
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly requestId: string | null;
  /** `{ fields: [{ field, problem }] }` for `invalid_input`. */
  readonly details: unknown;
  readonly retryAfterSeconds: number | null;

  constructor(
    code: (typeof ERROR_CODES)[number],
    message: string,
    facts: {
      status: number;
      requestId?: string | null;
      details?: unknown;
      retryAfterSeconds?: number | null;
      cause?: unknown;
    },
  ) {
    super(message, { cause: facts.cause });
    this.name = 'ApiError';
    this.code = code;
    this.status = facts.status;
    this.requestId = facts.requestId ?? null;
    this.details = facts.details;
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null;
  }

  /** Problems by field, for a form; the empty name stands for the whole. */
  get fields(): { field: string; problem: string }[] {
    const fields = (this.details as { fields?: unknown } | null | undefined)?.fields;
    return Array.isArray(fields) ? (fields as { field: string; problem: string }[]) : [];
  }
}
