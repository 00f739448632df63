import { AppError, PlatformError } from '@commerce/core';
import { cutText, type EngineContext } from '@commerce/engine';
import type { CallToolResult } from '@modelcontextprotocol/server';

/** Characters; what many arguments have wrong is said of the first of them. */
const MOST_TEXT = 4_000;

/** What went wrong as the caller may see it; of what nobody foresaw only the place in the log. */
export function failureOf(
  ctx: EngineContext,
  tool: string,
  error: unknown,
): { code: string; result: CallToolResult } {
  const { code, message } = describe(ctx, tool, error);
  return {
    code,
    result: {
      isError: true,
      content: [{ type: 'text', text: cutText(`${code}: ${message}`, MOST_TEXT) }],
    },
  };
}

function describe(ctx: EngineContext, tool: string, error: unknown) {
  if (error instanceof AppError && error.code !== 'internal') return error;
  if (error instanceof PlatformError) return { code: error.kind, message: error.message };
  const requestId = ctx.actor.requestId ?? ctx.newId();
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  ctx.log.error(
    { request_id: requestId, tool, error: stack },
    'A tool failed in a way nobody foresaw',
  );
  return {
    code: 'internal',
    message: `Something went wrong on our side. The log has the details under ${requestId}`,
  };
}
