import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { resumeExecutions, sleep } from '@commerce/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../../../tools/build-programs.mjs';
import { LEASE_MS, openWorld, type ProcessInput, type World } from './execution-world.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
// Below the repository, where what stays in node_modules is found.
mkdirSync(join(root, 'tmp'), { recursive: true });
const folder = mkdtempSync(join(root, 'tmp', 'crash-'));
const program = join(folder, 'work.mjs');

let database: TestDatabase;
let world: World;
beforeAll(async () => {
  await bundle({ work: fileURLToPath(new URL('./execution-process.ts', import.meta.url)) }, folder);
  database = await createTestDatabase({ max: 8 });
  world = await openWorld(database.db);
});
afterAll(async () => {
  await world?.close();
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A process that has loaded its program and waits for work. */
function startWorker() {
  const worker = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => worker.once('exit', (...how) => resolve(how)));
  return { worker, ended };
}

/** Has a process work on some proposals; it ends by SIGKILL, from outside when `killWhen` resolves or by itself. */
async function workUntilKilled(
  { worker, ended }: ReturnType<typeof startWorker>,
  work: Pick<ProcessInput, 'proposals' | 'killAt'>,
  killWhen?: () => Promise<void>,
): Promise<void> {
  const input: ProcessInput = {
    connection: database.connection,
    origin: world.sim.origin,
    ahead: world.clock.ahead(),
    ...work,
  };
  worker.stdin.end(JSON.stringify(input));
  await killWhen?.();
  if (killWhen) worker.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
}

const executions = () =>
  database.db
    .selectFrom('app_dashboard.executions as e')
    .innerJoin('app_dashboard.action_proposals as p', 'p.id', 'e.proposal_id')
    .select(['e.id', 'e.status', 'e.step', 'e.entity_id', 'e.error_code', 'p.diff'])
    .select('p.status as proposal_status')
    .where('e.shop_id', '=', world.shopId)
    .execute();

const approved = async () =>
  (
    await database.db
      .selectFrom('app_dashboard.action_proposals')
      .select(['id', 'entity_id'])
      .where('shop_id', '=', world.shopId)
      .where('status', '=', 'approved')
      .execute()
  ).map(({ id, entity_id }) => ({ id, entityId: entity_id }));

/** What a worker does after the crash, hours of simulated waiting at once. */
async function recover(): Promise<void> {
  for (let turn = 0; turn < 15; turn++) {
    world.clock.advance(Math.max(LEASE_MS + 1, turn * 5 * 60_000));
    await resumeExecutions(world.ctx);
    const open = (await executions()).filter(({ status }) =>
      ['executing', 'unknown_outcome'].includes(status),
    );
    if (open.length === 0) return;
  }
}

/** Writes the platform took, by object. */
function writesByObject(from: number): Map<string, number> {
  const writes = new Map<string, number>();
  for (const { method, path, params } of world.sim.control.requests().slice(from)) {
    if (method !== 'POST' || params.execution_options) continue;
    writes.set(path, (writes.get(path) ?? 0) + 1);
  }
  return writes;
}

/** Every execution ended, once sent at most, and says of its object what the platform says. */
async function expectTruth(known: ReadonlySet<string>, from: number) {
  const writes = writesByObject(from);
  const live = new Map(world.objects().map(({ id, status }) => [id, status]));
  const fresh = (await executions()).filter(({ id }) => !known.has(id));
  for (const { entity_id, status, proposal_status, error_code, diff } of fresh) {
    const [change] = diff as { before: string; after: string }[];
    expect(['executed', 'failed'], `${entity_id} ${error_code}`).toContain(status);
    expect(proposal_status).toBe(status);
    expect(live.get(entity_id), entity_id).toBe(
      status === 'executed' ? change?.after : change?.before,
    );
    if (status === 'failed') expect(error_code).toBe('not_applied');
    if (status === 'executed') expect(writes.get(entity_id), entity_id).toBe(1);
  }
  for (const [path, count] of writes) {
    expect(count, `${path} was written ${count} times`).toBe(1);
    expect(fresh.some(({ entity_id }) => entity_id === path)).toBe(true);
  }
  return fresh;
}

// Requests of one execution: read, dry run, write, read back.
describe.each([
  { request: 1, when: 'before', ends: 'executed' },
  { request: 1, when: 'after', ends: 'executed' },
  { request: 2, when: 'before', ends: 'executed' },
  { request: 2, when: 'after', ends: 'executed' },
  { request: 3, when: 'before', ends: 'failed' },
  { request: 3, when: 'after', ends: 'executed' },
  { request: 4, when: 'before', ends: 'executed' },
  { request: 4, when: 'after', ends: 'executed' },
] as const)('a process killed $when request $request', ({ request, when, ends }) => {
  it(`leaves an execution that another one ends as ${ends}`, async () => {
    const [target] = world.objects().filter(({ level }) => level === 'ad');
    if (!target) throw new Error('The simulated account has no ads');
    await world.propose([target]);
    const known = new Set((await executions()).map(({ id }) => id));
    const from = world.sim.control.requests().length;
    const proposals = (await approved()).map(({ id }) => ({ id, delay: 0 }));
    await workUntilKilled(startWorker(), { proposals, killAt: { request, when } });
    await recover();
    const fresh = await expectTruth(known, from);
    expect(fresh.map(({ status }) => status)).toEqual([ends]);
  }, 60_000);
});

/** Numbers between 0 and 1, the same ones in every run. */
function seeded(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const KILLS = 200;
const REQUESTS_EACH = 4;

it(`${KILLS} processes killed at random moments leave executions that were each sent once at most and end with the truth`, async () => {
  const random = seeded(20_261_120);
  const below = (limit: number) => Math.floor(random() * limit);
  // Answers that take a while: a kill finds executions between sending and hearing.
  const slow = { kind: 'slow', amount: 20, times: 1_000_000 } as const;
  const sent = () => world.sim.control.requests().length;
  const interrupted = new Map<string | null, number>();
  let next = startWorker();
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const killed = next;
    next = startWorker();
    await world.propose(
      world
        .objects()
        .slice(below(world.objects().length - 3))
        .slice(0, 4),
    );
    const known = new Set((await executions()).map(({ id }) => id));
    const from = sent();
    const proposals = (await approved()).map(({ id }) => ({ id, delay: below(80) }));
    expect(proposals.length).toBeGreaterThan(0);
    // By what the platform has seen, not by the clock: a busy machine is killed at the same places.
    const requests = below(proposals.length * REQUESTS_EACH);
    const later = below(25);
    world.sim.control.failNext(slow);
    await workUntilKilled(killed, { proposals, killAt: null }, async () => {
      const seen = () => sent() - from;
      await expect.poll(seen, { interval: 1, timeout: 30_000 }).toBeGreaterThanOrEqual(requests);
      await sleep(later);
    });
    world.sim.control.clearFaults();
    // The database finishes what a dying connection had sent.
    await sleep(20);
    for (const { id, status, step } of await executions()) {
      if (known.has(id) || !['executing', 'unknown_outcome'].includes(status)) continue;
      interrupted.set(step, (interrupted.get(step) ?? 0) + 1);
    }
    await recover();
    await expectTruth(known, from);
  }
  next.worker.kill('SIGKILL');
  // Each step was hit often: before the write, between the write and its answer, before the reading back.
  for (const step of ['claimed', 'writing', 'written'])
    expect(interrupted.get(step), step).toBeGreaterThanOrEqual(KILLS / 10);
}, 1_200_000);
