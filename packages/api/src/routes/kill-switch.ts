import { engageStop, releaseStop, stopStatus } from '@commerce/engine';
import { EngageStop, KillSwitch, ReleaseStopQuery } from '../contract/kill-switch.ts';
import { endpoint } from '../endpoint/endpoint.ts';

const tag = 'Caps and kill switch';

const read = endpoint({
  method: 'get',
  path: '/api/v1/kill-switch',
  tag,
  summary: 'Whether writes are stopped, by whom and since when',
  access: 'read',
  audit: { records: 'nothing', because: 'reads stops under row level security' },
  data: KillSwitch,
  handle: ({ ctx }) => stopStatus(ctx),
});

const engage = endpoint({
  method: 'post',
  path: '/api/v1/kill-switch',
  tag,
  summary: 'Stop all writes, of one shop or of every shop',
  description:
    'Holds at once, also for what was approved before. Engaging what is engaged changes nothing.',
  access: 'write',
  audit: { records: ['kill_switch.engage'] },
  limit: 'decision',
  body: EngageStop,
  data: KillSwitch,
  errors: ['not_found'],
  async handle({ ctx, body }) {
    await engageStop(ctx, { shopId: body.shop_id, reason: body.reason });
    return await stopStatus(ctx);
  },
});

const release = endpoint({
  method: 'delete',
  path: '/api/v1/kill-switch',
  tag,
  summary: 'Let writes happen again',
  description: 'Without `shop_id` the agency’s own stop, which only its owner may release.',
  access: 'write',
  audit: { records: ['kill_switch.release'] },
  limit: 'decision',
  query: ReleaseStopQuery,
  data: KillSwitch,
  errors: ['not_found'],
  async handle({ ctx, query }) {
    await releaseStop(ctx, { shopId: query.shop_id ?? null });
    return await stopStatus(ctx);
  },
});

export const killSwitchEndpoints = [read, engage, release];
