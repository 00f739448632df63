import { AppError, type JsonObject } from '@commerce/core';
import { cutText, type EngineContext, recordToolCall } from '@commerce/engine';
import type { CallToolResult, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { answerOf } from '../answer.ts';
import { failureOf } from '../failure.ts';

export interface ToolSpec<I extends z.ZodObject> {
  /** snake_case. */
  name: string;
  title: string;
  description: string;
  input: I;
  /**
   * `read`: the warehouse only, and each call is kept in the audit log. `propose`: asks a platform and stores a
   * proposal, which audits itself; changes nothing outward.
   */
  effect: 'read' | 'propose';
  run(ctx: EngineContext, args: z.output<I>): Promise<object>;
}

/** A tool, ready to be put on a server for one caller. */
export interface Tool {
  name: string;
  effect: ToolSpec<z.ZodObject>['effect'];
  register(server: McpServer, ctx: EngineContext): void;
}

const Anything = z.looseObject({});

interface Outcome {
  /** `ok`, or the code of the failure. */
  code: string;
  result: CallToolResult;
}

/** NUL and halves of pairs as JSON writes them; no database takes them. */
const UNREADABLE = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;
/** Characters of arguments that the audit log keeps. */
const MOST_KEPT = 8_000;

function kept(args: Record<string, unknown>): JsonObject {
  const text = JSON.stringify(args).replaceAll(UNREADABLE, '$1\ufffd');
  if (text.length <= MOST_KEPT) return JSON.parse(text) as JsonObject;
  return { cut_off: cutText(text, MOST_KEPT), characters: text.length };
}

/** @throws AppError `invalid_input` */
function refuseUnreadable(args: Record<string, unknown>): void {
  if (JSON.stringify(args).search(UNREADABLE) < 0) return;
  const problem = 'The arguments hold characters that are no text (NUL, or half of a pair)';
  throw new AppError('invalid_input', `${problem}; nothing was done`);
}

/** A shop that was refused may be another agency's: it is kept as an argument only. */
function lookedAt(args: Record<string, unknown>, { code }: Outcome) {
  const given = args['shop_id'];
  return {
    arguments: kept(args),
    shopId: code === 'ok' && typeof given === 'string' ? given : null,
    outcome: code,
  };
}

/** Ties a tool's arguments to its schema; what it throws reaches the caller as words, never as internals. */
export function tool<I extends z.ZodObject>(spec: ToolSpec<I>): Tool {
  const { name, title, description, effect } = spec;
  const inputSchema: z.ZodObject = spec.input;
  const readOnlyHint = effect === 'read';
  const annotations = readOnlyHint
    ? { readOnlyHint, openWorldHint: false }
    : { readOnlyHint, destructiveHint: false, idempotentHint: false, openWorldHint: true };
  return {
    name,
    effect,
    register(server, ctx) {
      const answer = async (args: z.output<I>): Promise<Outcome> => {
        try {
          refuseUnreadable(args);
          return { code: 'ok', result: answerOf({ ...(await spec.run(ctx, args)) }) };
        } catch (error) {
          return failureOf(ctx, name, error);
        }
      };
      const call = async (args: z.output<I>): Promise<CallToolResult> => {
        const started = performance.now();
        const outcome = await answer(args);
        if (effect !== 'read') return outcome.result;
        try {
          const ms = Math.round(performance.now() - started);
          await recordToolCall(ctx, { tool: name, ...lookedAt(args, outcome), ms });
          return outcome.result;
        } catch (error) {
          // What nobody can see afterwards is not shown either.
          return failureOf(ctx, name, error).result;
        }
      };
      server.registerTool(
        name,
        {
          title,
          description,
          inputSchema,
          outputSchema: Anything,
          annotations,
        },
        (args) => call(args as z.output<I>),
      );
    },
  };
}
