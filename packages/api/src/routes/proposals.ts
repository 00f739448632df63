import type { ProposalStatus } from '@commerce/core';
import {
  decideProposals,
  executeProposals,
  getProposal,
  listProposals,
  proposeAction,
} from '@commerce/engine';
import type { z } from '@hono/zod-openapi';
import { pageOf } from '../contract/envelope.ts';
import {
  DecideProposals,
  ExecuteProposals,
  MemberVerdicts,
  Proposal,
  ProposalParams,
  ProposalsQuery,
  ProposeAction,
} from '../contract/proposals.ts';
import { endpoint } from '../endpoint/endpoint.ts';

const tag = 'Proposals';

const list = endpoint({
  method: 'get',
  path: '/api/v1/proposals',
  tag,
  summary: 'Decisions of all shops one may see, newest first',
  access: 'read',
  audit: { records: 'nothing', because: 'reads proposals under row level security' },
  query: ProposalsQuery,
  data: pageOf(Proposal),
  errors: ['not_found'],
  handle: ({ ctx, query }) =>
    listProposals(ctx, {
      shopId: query.shop_id,
      statuses: query.status?.split(',') as ProposalStatus[] | undefined,
      snoozed: query.snoozed,
      limit: query.limit,
      cursor: query.cursor,
    }),
});

const read = endpoint({
  method: 'get',
  path: '/api/v1/proposals/{proposal_id}',
  tag,
  summary: 'One decision with its evidence',
  access: 'read',
  audit: { records: 'nothing', because: 'reads a proposal under row level security' },
  params: ProposalParams,
  data: Proposal,
  errors: ['not_found'],
  handle: ({ ctx, params }) => getProposal(ctx, { proposalId: params.proposal_id }),
});

const propose = endpoint({
  method: 'post',
  path: '/api/v1/proposals',
  tag,
  summary: 'Propose a change of an ad object',
  description:
    'Reads the object on its platform and keeps the exact difference. Nothing is changed until the proposal ' +
    'is approved and executed.',
  access: 'write',
  scope: 'propose',
  audit: { records: ['proposal.create'] },
  body: ProposeAction,
  data: Proposal,
  status: 201,
  errors: ['not_found', 'conflict', 'platform_refused', 'unavailable'],
  handle: ({ ctx, body }) =>
    proposeAction(ctx, {
      shopId: body.shop_id,
      connectorId: body.connector_id,
      action: body.action,
      note: body.note,
    }),
});

const decide = endpoint({
  method: 'post',
  path: '/api/v1/proposals/decisions',
  tag,
  summary: 'Approve, reject or snooze up to 100 proposals',
  description:
    'Each member gets its own verdict; one that cannot be decided keeps none of the others back. The first ' +
    'decision wins: whoever comes second gets `already_decided` and is told in `won_by` by whom.',
  access: 'write',
  audit: { records: ['proposal.approve', 'proposal.reject', 'proposal.snooze'] },
  limit: 'decision',
  body: DecideProposals,
  data: MemberVerdicts,
  handle: async ({ ctx, body }) => ({
    members: await decideProposals(ctx, {
      decision: body.decision,
      members: membersOf(body.members),
      reason: 'reason' in body ? body.reason : undefined,
      until: body.decision === 'snooze' ? body.until : undefined,
    }),
  }),
});

const execute = endpoint({
  method: 'post',
  path: '/api/v1/proposals/executions',
  tag,
  summary: 'Execute approved proposals',
  description:
    'Within the shop’s caps and while no kill switch is on. Waits a bounded time for the platform; what is not ' +
    'finished then is finished by the worker. Repeating it never writes twice.',
  access: 'write',
  audit: { records: ['proposal.execute'] },
  limit: 'decision',
  body: ExecuteProposals,
  data: MemberVerdicts,
  handle: async ({ ctx, body }) => ({
    members: await executeProposals(ctx, { members: membersOf(body.members) }),
  }),
});

const membersOf = (members: z.output<typeof ExecuteProposals>['members']) =>
  members.map((member) => ({ id: member.id, diffHash: member.diff_hash }));

export const proposalEndpoints = [list, propose, decide, execute, read];
