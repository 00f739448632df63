import { PROPOSAL_STATUSES, type Proposal } from '@commerce/core';
import {
  getCaps,
  getExecution,
  getProposal,
  listExecutions,
  listProposals,
  stopStatus,
} from '@commerce/engine';
import * as z from 'zod';
import { page, shopId } from './inputs.ts';
import { tool } from './tool.ts';

const proposalStatus = z.enum(PROPOSAL_STATUSES);

/** Lists leave out the days of the chart; `get_proposal` has them. */
const withoutSeries = ({ evidence: { series: _series, ...evidence }, ...proposal }: Proposal) => ({
  ...proposal,
  evidence,
});

export const decisionTools = [
  tool({
    name: 'list_proposals',
    title: 'List proposals',
    description:
      'Decisions that wait for a person, or were made. Deciding is not possible here: people approve, reject ' +
      'and execute in the inbox.',
    effect: 'read',
    input: z.strictObject({
      shop_id: shopId.optional().describe('Default: every shop you may see.'),
      statuses: z.array(proposalStatus).min(1).optional().describe('Default: all.'),
      ...page,
    }),
    async run(ctx, { shop_id, ...rest }) {
      const { items, next_cursor } = await listProposals(ctx, { shopId: shop_id, ...rest });
      return { items: items.map(withoutSeries), next_cursor };
    },
  }),
  tool({
    name: 'get_proposal',
    title: 'One proposal',
    description: 'A decision with its exact change, the reason and the evidence day by day.',
    effect: 'read',
    input: z.strictObject({ proposal_id: z.uuid() }),
    run: (ctx, { proposal_id }) => getProposal(ctx, { proposalId: proposal_id }),
  }),
  tool({
    name: 'list_executions',
    title: 'List executions',
    description:
      'What was written to platforms, newest first, with before, after and how it turned out.',
    effect: 'read',
    input: z.strictObject({
      shop_id: shopId.optional().describe('Default: every shop you may see.'),
      ...page,
    }),
    run: (ctx, { shop_id, ...rest }) => listExecutions(ctx, { shopId: shop_id, ...rest }),
  }),
  tool({
    name: 'get_execution',
    title: 'One execution',
    description: 'A write with the object before and after as the platform told it.',
    effect: 'read',
    input: z.strictObject({ execution_id: z.uuid() }),
    run: (ctx, { execution_id }) => getExecution(ctx, { executionId: execution_id }),
  }),
  tool({
    name: 'get_caps',
    title: 'Caps of a shop',
    description:
      'The limits of live writes. Where a platform and currency have none, nothing is written.',
    effect: 'read',
    input: z.strictObject({ shop_id: shopId }),
    run: (ctx, { shop_id }) => getCaps(ctx, { shopId: shop_id }),
  }),
  tool({
    name: 'get_kill_switch',
    title: 'Kill switch',
    description:
      'Whether writes are stopped, by whom and since when. Only people stop and release.',
    effect: 'read',
    input: z.strictObject({}),
    run: (ctx) => stopStatus(ctx),
  }),
];
