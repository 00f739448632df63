import { serverHealth } from '@commerce/engine';
import { Health } from '../contract/health.ts';
import { endpoint } from '../endpoint/endpoint.ts';

const health = endpoint({
  method: 'get',
  path: '/api/health',
  tag: 'Server',
  summary: 'Whether the server and its database are well',
  description:
    '`down`: the database does not answer (status 200 all the same; look at `status`). `degraded`: jobs wait and nobody works. `telegram_bot`: `unauthorized` when Telegram refuses its token, `conflict` when something else asks with it.',
  access: 'public',
  audit: { records: 'nothing', because: 'shows nothing of any tenant' },
  data: Health,
  async handle({ ctx, c }) {
    const { server } = c.get('deps');
    const { reachable, latency_ms, queued_jobs, running_jobs, telegram_bot } =
      await serverHealth(ctx);
    const running = server.workerRunning();
    const worked = running || (running_jobs ?? 0) > 0 || queued_jobs === 0;
    return {
      status: reachable ? (worked ? ('ok' as const) : ('degraded' as const)) : ('down' as const),
      version: server.version,
      database: { reachable, engine: server.database, latency_ms },
      worker: { running, queued_jobs, running_jobs },
      telegram_bot,
    };
  },
});

export const healthEndpoints = [health];
