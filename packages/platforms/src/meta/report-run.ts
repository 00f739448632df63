import type { Connection } from '../platform/connection.ts';
import type { Graph, Item, Params } from './client.ts';
import { MetaError, refusalError } from './errors.ts';
import type { Piece, SliceMemory } from './pieces.ts';
import { createdRunSchema, type InsightsWire, insightsSchema, reportRunSchema } from './schemas.ts';

export interface ReportJob {
  graph: Graph;
  connection: Connection;
  signal: AbortSignal;
  memory: SliceMemory;
  piece: Piece;
  /** `act_1/insights` or `<campaign>/insights`. */
  path: string;
  params: Params;
}

const PAGE = 500;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 300_000;
/** Meta starts a report within minutes and finishes it within the hour, or never. */
const START_LIMIT_MS = 300_000;
const FINISH_LIMIT_MS = 3_600_000;
const RUNS = 3;
const RESULT_TRIES = 3;
const RESULT_WAIT_MS = 5_000;

/**
 * Reads a piece through an asynchronous report run. A run that an earlier attempt started is taken up again.
 * @throws MetaError with remedy `split` when the report is too large or does not get done.
 */
export async function* readByReport(
  job: ReportJob,
): AsyncGenerator<Item<InsightsWire>[], void, void> {
  for (let run = 1; run <= RUNS; run++) {
    const kept = job.memory.runOf(job.piece);
    const id = kept ?? (await submit(job));
    try {
      if ((await awaitRun(job, id)) === 'completed') {
        const read = yield* readResult(job, id);
        if (read) return;
      }
    } catch (error) {
      if (kept === null || !isGone(error)) throw error;
    }
    await job.memory.rememberRun(job.piece, null);
  }
  throw new MetaError(
    'unavailable',
    `Meta dropped the report for ${job.piece.from} to ${job.piece.to} ${RUNS} times; it will be tried again later.`,
  );
}

/** Meta forgets runs after 30 days: the id then names nothing (100, 100/33), or a job it cannot reach (2601). */
function isGone(error: unknown): boolean {
  return error instanceof MetaError && /^(?:100|100\/33|2601)$/.test(error.platformCode ?? '');
}

async function submit(job: ReportJob): Promise<string> {
  const { report_run_id } = await job.graph.post(job.path, job.params, createdRunSchema);
  await job.memory.rememberRun(job.piece, report_run_id);
  return report_run_id;
}

async function awaitRun(job: ReportJob, id: string): Promise<'completed' | 'resubmit'> {
  let waited = 0;
  let wait = FIRST_WAIT_MS;
  for (;;) {
    await job.connection.sleep(wait, job.signal);
    waited += wait;
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    const { value: run } = await job.graph.get(id, {}, reportRunSchema);
    switch (run.async_status) {
      case 'Job Completed':
        // 'Completed' below 100% means rows are still being written.
        if (run.async_percent_completion >= 100) return 'completed';
        break;
      case 'Job Skipped':
        return 'resubmit';
      case 'Job Failed':
        await job.memory.rememberRun(job.piece, null);
        return failed(run);
      case 'Job Not Started':
        if (waited > START_LIMIT_MS) throw await stuck(job, 'did not start');
        break;
      default:
        break;
    }
    if (waited > FINISH_LIMIT_MS) throw await stuck(job, 'did not finish');
  }
}

interface FailedRun {
  error_code?: number | undefined;
  error_subcode?: number | undefined;
  error_message?: string | undefined;
  error_user_msg?: string | undefined;
}

function failed(run: FailedRun): 'resubmit' {
  if (run.error_code === undefined) return 'resubmit';
  const error = refusalError(
    {
      code: run.error_code,
      error_subcode: run.error_subcode,
      message: run.error_message,
      error_user_msg: run.error_user_msg,
      is_transient: run.error_code < 0,
    },
    null,
  );
  if (error.remedy === null && error.kind === 'unavailable') return 'resubmit';
  throw error;
}

/** False when the result could not be read and the report has to be made again. */
async function* readResult(
  job: ReportJob,
  id: string,
): AsyncGenerator<Item<InsightsWire>[], boolean, void> {
  for (let attempt = 1; attempt <= RESULT_TRIES; attempt++) {
    let begun = false;
    try {
      for await (const items of job.graph.pages(`${id}/insights`, {}, insightsSchema, PAGE)) {
        begun = true;
        yield items;
      }
      return true;
    } catch (error) {
      // Right after completion Meta may claim that fields it was asked for are unknown (plain code 100).
      if (begun || !(error instanceof MetaError) || error.platformCode !== '100') throw error;
      await job.connection.sleep(RESULT_WAIT_MS * attempt, job.signal);
    }
  }
  return false;
}

/** The run is forgotten: whoever asks again must not wait for the same one. */
async function stuck({ memory, piece }: ReportJob, what: string): Promise<MetaError> {
  await memory.rememberRun(piece, null);
  return new MetaError(
    'unavailable',
    `Meta's report for ${piece.from} to ${piece.to} ${what} in time; it will be asked for in smaller parts.`,
    { remedy: 'split' },
  );
}
