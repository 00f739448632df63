const SHOP = 'd6f1c6ff-2f4b-4b0a-9c35-0c1f6b1f9a11';
const CONNECTOR = '3f0e1c7a-6f0b-4a58-8d26-2f9a7f0c9b42';
const PROPOSAL = '9a1d7a52-5f7e-4b0c-9d52-7f4f3b1c2d10';
const EXECUTION = 'c0a4d0e4-1b7a-4c86-8c0f-5a2f6a1e3b77';
const HASH = '5f0c2b1a'.repeat(8);

/** What deciding and acting looks like on the wire. */
export const DECISION_EXAMPLES: Readonly<
  Record<string, { request?: unknown; response?: unknown }>
> = {
  'post /api/v1/proposals': {
    request: {
      shop_id: SHOP,
      connector_id: CONNECTOR,
      action: {
        kind: 'set_daily_budget',
        level: 'campaign',
        entity_id: '120210000000000001',
        budget: { amount: '50000', currency: 'KRW' },
      },
      note: 'Autumn collection is sold out.',
    },
  },
  'post /api/v1/proposals/decisions': {
    request: { decision: 'approve', members: [{ id: PROPOSAL, diff_hash: HASH }] },
    response: {
      members: [
        {
          id: PROPOSAL,
          ok: false,
          status: 'approved',
          code: 'already_decided',
          message: 'Approved before, by Mina on telegram',
          won_by: { by_name: 'Mina', via: 'telegram', at: '2026-11-19T15:03:58.000Z' },
          execution_id: null,
        },
      ],
    },
  },
  'post /api/v1/proposals/executions': {
    request: { members: [{ id: PROPOSAL, diff_hash: HASH }] },
    response: {
      members: [
        {
          id: PROPOSAL,
          ok: true,
          status: 'executed',
          code: 'done',
          message: 'The platform shows the new value',
          won_by: null,
          execution_id: EXECUTION,
        },
      ],
    },
  },
  'post /api/v1/executions/undo': {
    request: { shop_id: SHOP, since: '2026-11-16T00:00:00+09:00', preview: true },
  },
  'put /api/v1/shops/{shop_id}/caps/{platform}/{currency}': {
    request: {
      allowed_kinds: ['pause', 'resume', 'set_daily_budget'],
      max_change_percent: '20',
      max_daily_budget: '300000',
      max_daily_increase: '100000',
      max_actions_per_day: 20,
      never_touch: ['120210000000000009'],
    },
  },
  'post /api/v1/kill-switch': { request: { shop_id: null, reason: 'Tracking is broken.' } },
  'post /api/v1/shops/{shop_id}/rules': {
    request: {
      template: 'kill_switch',
      state: 'shadow',
      parameters: { spend: '50000', days: '3' },
      quiet_hours: { from: '22:00', to: '08:00' },
    },
  },
  'patch /api/v1/shops/{shop_id}/rules/{rule_id}': {
    request: { expect_version: 1, state: 'enabled' },
  },
  'post /api/v1/shops/{shop_id}/backtests': {
    request: {
      rule: { template: 'kill_switch', parameters: { spend: '50000', days: '3' } },
      from: '2026-08-21',
      to: '2026-11-18',
      compare: { template: 'kill_switch', parameters: { spend: '80000', days: '3' } },
    },
  },
  'put /api/v1/shops/{shop_id}/kpi-profiles/{key}': {
    request: { name: 'Brand traffic', objective: 'traffic', targets: { ctr: '0.015' } },
  },
  'put /api/v1/shops/{shop_id}/entities/{connector_id}/{level}/{entity_id}/kpi-profile': {
    request: { profile_key: 'retargeting' },
  },
  'patch /api/v1/notifications/telegram/chats/{chat_id}': {
    request: { locale: 'ko', digest_hour: 9, quiet_hours: { from: '23:00', to: '07:30' } },
  },
};
