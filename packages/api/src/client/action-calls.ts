import type { Caps, Cap, SaveCap } from '../contract/caps.ts';
import type { Done } from '../contract/auth.ts';
import type { Execution, UndoExecutions, UndoResult } from '../contract/executions.ts';
import type { EngageStop, KillSwitch } from '../contract/kill-switch.ts';
import type {
  DecideProposals,
  ExecuteProposals,
  MemberVerdicts,
  Proposal,
  ProposeAction,
} from '../contract/proposals.ts';
import { type Caller, type Input, type Output, type Page, path } from './caller.ts';
import type { CallOptions } from './request.ts';

export interface ProposalsFilter {
  shop_id?: string | undefined;
  /** One or several, comma-separated. */
  status?: string | undefined;
  snoozed?: 'hide' | 'show' | 'only' | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

export interface ExecutionsFilter {
  shop_id?: string | undefined;
  status?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

export const proposalCalls = (call: Caller) => ({
  list: (query: ProposalsFilter = {}, how?: CallOptions) =>
    call<Page<typeof Proposal>>(
      { method: 'GET', path: '/api/v1/proposals', query: { ...query } },
      how,
    ),
  get: (id: string, how?: CallOptions) =>
    call<Output<typeof Proposal>>({ method: 'GET', path: path`/api/v1/proposals/${id}` }, how),
  propose: (body: Input<typeof ProposeAction>, how?: CallOptions) =>
    call<Output<typeof Proposal>>({ method: 'POST', path: '/api/v1/proposals', body }, how),
  decide: (body: Input<typeof DecideProposals>, how?: CallOptions) =>
    call<Output<typeof MemberVerdicts>>(
      { method: 'POST', path: '/api/v1/proposals/decisions', body },
      how,
    ),
  execute: (body: Input<typeof ExecuteProposals>, how?: CallOptions) =>
    call<Output<typeof MemberVerdicts>>(
      { method: 'POST', path: '/api/v1/proposals/executions', body },
      how,
    ),
});

export const executionCalls = (call: Caller) => ({
  list: (query: ExecutionsFilter = {}, how?: CallOptions) =>
    call<Page<typeof Execution>>(
      { method: 'GET', path: '/api/v1/executions', query: { ...query } },
      how,
    ),
  get: (id: string, how?: CallOptions) =>
    call<Output<typeof Execution>>({ method: 'GET', path: path`/api/v1/executions/${id}` }, how),
  undo: (body: Input<typeof UndoExecutions>, how?: CallOptions) =>
    call<Output<typeof UndoResult>>({ method: 'POST', path: '/api/v1/executions/undo', body }, how),
});

export const capCalls = (call: Caller) => ({
  get: (shopId: string, how?: CallOptions) =>
    call<Output<typeof Caps>>({ method: 'GET', path: path`/api/v1/shops/${shopId}/caps` }, how),
  save: (
    shopId: string,
    of: { platform: string; currency: string },
    body: Input<typeof SaveCap>,
    how?: CallOptions,
  ) =>
    call<Output<typeof Cap>>(
      {
        method: 'PUT',
        path: path`/api/v1/shops/${shopId}/caps/${of.platform}/${of.currency}`,
        body,
      },
      how,
    ),
  remove: (shopId: string, of: { platform: string; currency: string }, how?: CallOptions) =>
    call<Output<typeof Done>>(
      { method: 'DELETE', path: path`/api/v1/shops/${shopId}/caps/${of.platform}/${of.currency}` },
      how,
    ),
});

export const killSwitchCalls = (call: Caller) => ({
  status: (how?: CallOptions) =>
    call<Output<typeof KillSwitch>>({ method: 'GET', path: '/api/v1/kill-switch' }, how),
  engage: (body: Input<typeof EngageStop> = {}, how?: CallOptions) =>
    call<Output<typeof KillSwitch>>({ method: 'POST', path: '/api/v1/kill-switch', body }, how),
  /** Without a shop: the stop of every shop of the agency. */
  release: (shopId?: string, how?: CallOptions) =>
    call<Output<typeof KillSwitch>>(
      { method: 'DELETE', path: '/api/v1/kill-switch', query: { shop_id: shopId } },
      how,
    ),
});
