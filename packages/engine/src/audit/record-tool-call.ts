import type { JsonObject } from '@commerce/core';
import { withSystem } from '@commerce/db';
import type { EngineContext } from '../context.ts';
import { recordAudit } from './record-audit.ts';

export interface ToolCall {
  tool: string;
  arguments: JsonObject;
  /** The shop that was shown; null for none, or for one that was refused. */
  shopId: string | null;
  /** `ok`, or the code of the failure. */
  outcome: string;
  /** How long it took, milliseconds. */
  ms: number;
}

/** Keeps in the audit log what an AI looked at: its reads leave no other trace. */
export async function recordToolCall(ctx: EngineContext, call: ToolCall): Promise<void> {
  await withSystem(ctx.db, async (trx) => {
    await recordAudit(trx, ctx, {
      action: 'mcp.read',
      shopId: call.shopId,
      targetType: 'mcp_tool',
      targetId: call.tool,
      after: { arguments: call.arguments, outcome: call.outcome, ms: call.ms },
    });
  });
}
