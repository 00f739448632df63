import { type EngineContext, listProposals, type TickReport } from '@commerce/engine';
import { loadConfig, readDemo, readRunning, storyIsOpen } from '@commerce/server';
import type { Command } from 'commander';
import type { CommandMaker, Invocation } from '../command.ts';
import { proposalLines } from '../decisions/proposal-lines.ts';
import { CLI_EXIT } from '../exit-codes.ts';
import { grouped } from '../output/progress.ts';
import { withSession } from '../session/open-session.ts';
import { refuseBesideStory } from '../session/refuse-beside-story.ts';
import { withSimulators } from '../session/with-simulators.ts';
import { runDue } from '../sync/work-off.ts';
import { makeDemo } from './db/seed.ts';

const MOST_SHOWN = 20;

/** `commerce tick`, for a cron job in place of a standing worker. */
export const tickCommand = ({ leaf }: CommandMaker): Command =>
  leaf<object>(
    'tick',
    'do everything that is due once: take back, schedule, read, judge, propose, tell',
    async (invocation) => {
      await demoIfWanted(invocation);
      refuseBesideStory();
      return await withSession(invocation, (runtime) =>
        withSimulators(invocation, runtime, async (ctx) => {
          const bar = invocation.out.progress('Reading what is due');
          const report = await runDue(invocation, { ...runtime, ctx }, (records) =>
            bar.update(records, null, 'records'),
          );
          const { succeeded, failed } = report.runs;
          bar.end(`${grouped(succeeded)} jobs done, ${grouped(failed)} failed`);
          invocation.out.answer(report, [
            ...readLines(report),
            ...decisionLines(report),
            ...(await inboxLines(ctx)),
          ]);
          return failed > 0 ? CLI_EXIT.attention : CLI_EXIT.ok;
        }),
      );
    },
  );

/** With ADS_DEMO_MODE a workspace without one gets the demo first, history and all; one that was cut off is ended. */
async function demoIfWanted(invocation: Invocation): Promise<void> {
  const { demoMode, dataDir } = loadConfig();
  if (!demoMode || readRunning(dataDir)) return;
  if (readDemo(dataDir) && !storyIsOpen(dataDir)) return;
  await makeDemo(invocation, { history: true });
}

function readLines({ scheduled, recovered, runs }: TickReport): string[] {
  const waiting = runs.put_off + runs.given_back + runs.lost;
  return [
    `${scheduled} scheduled, ${recovered} taken back, ${runs.succeeded} done, ${runs.failed} failed, ${waiting} to be continued.`,
    ...(runs.failed > 0 ? ['commerce doctor says what failed and what to do.'] : []),
  ];
}

function decisionLines({ decisions }: TickReport): string[] {
  const { evaluated, expired, automatic, resumed, outcomes } = decisions;
  const executed = (automatic?.executed ?? 0) + (resumed?.executed ?? 0);
  return [
    `${evaluated?.accounts ?? 0} accounts judged: ${evaluated?.findings ?? 0} findings, ${evaluated?.proposals ?? 0} new proposals; ` +
      `${expired?.expired ?? 0} closed as too late, ${executed} executed, ${outcomes?.judged ?? 0} outcomes judged.`,
  ];
}

async function inboxLines(ctx: EngineContext): Promise<string[]> {
  const { items } = await listProposals(ctx, {
    statuses: ['proposed', 'approved', 'executing', 'unknown_outcome'],
    limit: MOST_SHOWN,
  });
  if (items.length === 0) return ['Nothing waits for a decision.'];
  return ['', 'Waiting for a decision:', ...items.flatMap((proposal) => proposalLines(proposal))];
}
