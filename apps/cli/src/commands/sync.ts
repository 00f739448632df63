import type { JobKind } from '@commerce/core';
import { type Command, Option } from 'commander';
import type { CommandMaker, Invocation } from '../command.ts';
import type { ExitCode } from '../exit-codes.ts';
import { table } from '../output/table.ts';
import { withSession } from '../session/open-session.ts';
import { refuseBesideStory } from '../session/refuse-beside-story.ts';
import { chosenShops } from '../shops/find-shop.ts';
import { askForReads, rangeOf } from '../sync/ask-for-reads.ts';
import { answerJobs, jobFacts } from '../sync/job-answer.ts';
import { readJobs } from '../sync/read-jobs.ts';
import { workOff } from '../sync/work-off.ts';
import type { Runtime } from '@commerce/server';

interface SyncOptions {
  shop?: string;
  connector?: string;
  kind: string;
  from?: string;
  to?: string;
  wait?: boolean;
}

const KINDS: Readonly<Record<string, JobKind>> = {
  incremental: 'INCREMENTAL',
  rebuild: 'HISTORICAL_REBUILD',
  init: 'HISTORICAL_INIT',
};

/** `commerce sync` */
export const syncCommand = ({ leaf }: CommandMaker): Command =>
  leaf<SyncOptions>('sync', 'read accounts now, over their APIs', async (invocation, options) => {
    const range = rangeOf(options);
    const kind = range ? 'HISTORICAL_REBUILD' : (KINDS[options.kind] ?? 'INCREMENTAL');
    if (options.wait) refuseBesideStory();
    return await withSession(invocation, async (runtime) => {
      const shops = await chosenShops(runtime.ctx, options.shop);
      const wish = { kind, connectorId: options.connector, range };
      const ids = await askForReads(runtime.ctx, shops, wish);
      return await queuedOrDone(invocation, runtime, ids, options.wait ?? false);
    });
  })
    .option('--shop <name or id>', 'default: every shop')
    .option('--connector <id>', 'default: every account of the shop')
    .addOption(
      new Option('--kind <kind>', 'what to read')
        .choices(Object.keys(KINDS))
        .default('incremental'),
    )
    .option('--from <day>', 'read these days anew (YYYY-MM-DD)')
    .option('--to <day>', 'default: today')
    .option('--wait', 'do the reading here and say how it ended');

/** `commerce backfill` */
export const backfillCommand = ({ leaf }: CommandMaker): Command =>
  leaf<Omit<SyncOptions, 'kind' | 'connector'> & { platform: string }>(
    'backfill',
    'read history anew and replace what is stored',
    async (invocation, options) => {
      const range = rangeOf(options);
      if (options.wait ?? true) refuseBesideStory();
      return await withSession(invocation, async (runtime) => {
        const shops = await chosenShops(runtime.ctx, options.shop);
        const wish = { kind: 'HISTORICAL_REBUILD' as const, platform: options.platform, range };
        const ids = await askForReads(runtime.ctx, shops, wish);
        return await queuedOrDone(invocation, runtime, ids, options.wait ?? true);
      });
    },
  )
    .addOption(
      new Option('--platform <platform>', 'whose history')
        .choices(['shopify', 'meta'])
        .makeOptionMandatory(),
    )
    .option('--shop <name or id>', 'default: every shop')
    .option('--from <day>', 'first day (YYYY-MM-DD); default: as far as the platform goes')
    .option('--to <day>', 'last day; default: today')
    .option('--no-wait', 'only queue it for a worker');

async function queuedOrDone(
  invocation: Invocation,
  runtime: Runtime,
  ids: readonly string[],
  wait: boolean,
): Promise<ExitCode | undefined> {
  if (wait) return answerJobs(invocation.out, await workOff(invocation, runtime, ids));
  const jobs = await readJobs(runtime.ctx, ids);
  const alone = runtime.database.role === 'owner';
  invocation.out.answer({ jobs: jobs.map(jobFacts) }, [
    ...table(jobs.map((job) => [job.label, job.kind, job.status.toLowerCase()])),
    alone
      ? 'Queued. Nothing runs on this data now: npm start does it, or the same command with --wait.'
      : 'Queued for the running worker.',
  ]);
  return undefined;
}
