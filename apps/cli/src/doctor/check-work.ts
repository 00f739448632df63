import { checkRollups } from '@commerce/db';
import type { EngineContext, ShopView } from '@commerce/engine';
import { type OpenedDatabase, readDemo, readRunning, type ServerConfig } from '@commerce/server';
import { broken, type Finding, ok, warning } from './finding.ts';

const LATE_MINUTES = 10;

/**
 * Whether jobs move: abandoned ones and ones that wait although they are due. While the demo's story is followed,
 * the jobs of simulated accounts lie in the past that it lives in.
 */
export async function checkJobs({ pool }: OpenedDatabase, storyOpen: boolean): Promise<Finding> {
  const { rows } = await pool.query<{ abandoned: number; late: number; running: number }>(
    `select count(*) filter (where j.status = 'IN_PROGRESS' and lease_expires_at < now())::int as abandoned,
      count(*) filter (where j.status = 'QUEUED' and run_after < now() - interval '${LATE_MINUTES} minutes')::int as late,
      count(*) filter (where j.status = 'IN_PROGRESS')::int as running
    from app_dashboard.sync_jobs j join app_dashboard.connectors c on c.id = j.connector_id
    where j.status in ('QUEUED', 'IN_PROGRESS') and not ($1::boolean and c.simulated)`,
    [storyOpen],
  );
  const { abandoned = 0, late = 0, running = 0 } = rows[0] ?? {};
  if (abandoned + late === 0) return ok('jobs', `${running} running, none left behind`);
  return warning(
    'jobs',
    `${late} wait for more than ${LATE_MINUTES} minutes, ${abandoned} lost their worker`,
    'Start a worker (npm start or commerce worker), or run once: commerce tick',
  );
}

const SHOWN = 3;

/** Whether a shop's daily figures are what its orders and ad metrics add up to. */
export async function checkFigures(ctx: EngineContext, shop: ShopView): Promise<Finding> {
  const check = `figures of ${shop.name}`;
  const differences = await checkRollups(ctx.db, shop.id);
  if (differences.length === 0) return ok(check, 'equal to a recomputation from the facts');
  const examples = differences
    .slice(0, SHOWN)
    .map((one) => `${one.day} ${one.measure}: shown ${one.stored}, computed ${one.recomputed}`);
  return broken(
    check,
    `${differences.length} daily figures differ (${examples.join('; ')})`,
    `Run: commerce db rebuild-rollups --shop ${shop.id} — and please report it.`,
  );
}

/** Whether the demo's simulators are there, where this data has a demo. */
export function checkSimulators(config: ServerConfig, simulated: boolean): Finding | null {
  if (!simulated) return null;
  const running = readRunning(config.dataDir);
  if (running?.simulators) {
    return ok('simulators', `run in process ${running.pid}`);
  }
  return readDemo(config.dataDir) === null
    ? warning(
        'simulators',
        'there are demo shops, but the story they follow is gone (demo.json)',
        'Put demo.json back from a copy of the data directory, or start over: commerce db reset',
      )
    : ok('simulators', 'are started with npm start');
}
