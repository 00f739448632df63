/** A refusal as the Bot API words it; the HTTP status is the error code. */
export class TelegramError extends Error {
  readonly code: number;
  readonly parameters: Record<string, number> | undefined;

  constructor(code: number, description: string, parameters?: Record<string, number>) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export const badRequest = (what: string): TelegramError =>
  new TelegramError(400, `Bad Request: ${what}`);

export const conflict = (what: string): TelegramError =>
  new TelegramError(409, `Conflict: ${what}`);
