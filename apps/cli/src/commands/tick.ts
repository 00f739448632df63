import type { Command } from 'commander';
import type { CommandMaker } from '../command.ts';
import { CLI_EXIT } from '../exit-codes.ts';
import { grouped } from '../output/progress.ts';
import { withSession } from '../session/open-session.ts';
import { withSimulators } from '../session/with-simulators.ts';
import { runDue } from '../sync/work-off.ts';

/** `commerce tick`, for a cron job in place of a standing worker. */
export const tickCommand = ({ leaf }: CommandMaker): Command =>
  leaf<object>(
    'tick',
    'do everything that is due once: take back, schedule, read',
    async (invocation) =>
      withSession(invocation, (runtime) =>
        withSimulators(invocation, runtime, async (ctx) => {
          const bar = invocation.out.progress('Reading what is due');
          const report = await runDue(invocation, { ...runtime, ctx }, (records) =>
            bar.update(records, null, 'records'),
          );
          const { succeeded, failed } = report.runs;
          bar.end(`${grouped(succeeded)} jobs done, ${grouped(failed)} failed`);
          const waiting = report.runs.put_off + report.runs.given_back + report.runs.lost;
          invocation.out.answer(report, [
            `${report.scheduled} scheduled, ${report.recovered} taken back, ${succeeded} done, ${failed} failed, ${waiting} to be continued.`,
            ...(failed > 0 ? ['commerce doctor says what failed and what to do.'] : []),
          ]);
          return failed > 0 ? CLI_EXIT.attention : CLI_EXIT.ok;
        }),
      ),
  );
