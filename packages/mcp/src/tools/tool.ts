import type { JsonObject } from '@commerce/core';
import { type EngineContext, recordToolCall } from '@commerce/engine';
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

/** A shop that was refused may be another agency's: it is kept as an argument only. */
function lookedAt(args: Record<string, unknown>, { code }: Outcome) {
  const given = args['shop_id'];
  return {
    arguments: args as JsonObject,
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
