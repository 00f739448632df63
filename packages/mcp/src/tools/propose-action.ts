import type { Action } from '@commerce/core';
import { proposeAction } from '@commerce/engine';
import * as z from 'zod';
import { connectorId, entityId, shopId } from './inputs.ts';
import { tool } from './tool.ts';

const target = { level: z.enum(['campaign', 'adset', 'ad']), entity_id: entityId };

/** The one thing an AI may leave behind: a wish that a person decides on. */
export const proposeActionTool = tool({
  name: 'propose_action',
  title: 'Propose a change',
  description:
    'Proposes to pause or resume a campaign, ad set or ad, or to set its budget. Reads the object on its ' +
    'platform and puts the exact change into the inbox. It changes nothing: a person approves and executes it.',
  effect: 'propose',
  input: z.strictObject({
    shop_id: shopId,
    connector_id: connectorId,
    action: z.union([
      z.strictObject({ kind: z.enum(['pause', 'resume']), ...target }),
      z.strictObject({
        kind: z.enum(['set_daily_budget', 'set_lifetime_budget']),
        ...target,
        budget: z.strictObject({
          amount: z
            .string()
            .regex(/^\d{1,15}(\.\d{1,4})?$/)
            .describe('Major units as a decimal string: 50000 or 49.50.'),
          currency: z
            .string()
            .regex(/^[A-Z]{3}$/)
            .describe('The account’s own currency.'),
        }),
      }),
    ]),
    note: z.string().min(1).max(500).describe('Why, in words for the person who decides.'),
  }),
  run: (ctx, { shop_id, connector_id, action, note }) =>
    proposeAction(ctx, {
      shopId: shop_id,
      connectorId: connector_id,
      action: action satisfies Action,
      note,
    }),
});
