import { isDay, oneLine, startOfDay } from '@commerce/core';
import { type EngineContext, previewUndo, undoExecutions } from '@commerce/engine';
import type { Command } from 'commander';
import type { CommandMaker, Invocation } from '../command.ts';
import { wrongUsage } from '../command-error.ts';
import { answerVerdicts } from '../decisions/answer-verdicts.ts';
import { findProposals } from '../decisions/find-proposals.ts';
import { CLI_EXIT, type ExitCode } from '../exit-codes.ts';
import { table } from '../output/table.ts';
import { withSession } from '../session/open-session.ts';
import { withSimulators } from '../session/with-simulators.ts';
import { oneShop } from '../shops/one-shop.ts';

interface UndoOptions {
  shop?: string;
  since?: string;
  dryRun?: boolean;
}

/** `commerce undo` */
export const undoCommand = ({ leaf }: CommandMaker): Command =>
  leaf<UndoOptions>('undo', 'take back what was executed', undo)
    .argument('[id...]', 'ids of the proposals that were executed')
    .option('--since <day or instant>', 'everything executed since then, of --shop')
    .option('--shop <name or id>', 'default: your only shop')
    .option('--dry-run', 'only say what can be taken back');

async function undo(
  invocation: Invocation,
  options: UndoOptions,
  ids: string[],
): Promise<ExitCode> {
  if ((options.since === undefined) === (ids.length === 0)) {
    throw wrongUsage('Give either the ids of proposals, or --since. Nothing was taken back');
  }
  return await withSession(invocation, (runtime) =>
    withSimulators(invocation, runtime, async (ctx) => {
      const which = await whichOf(ctx, options, ids);
      const candidates = await previewUndo(ctx, which);
      const names = new Map(
        candidates.map(({ execution }) => [
          execution.id,
          `${oneLine(execution.entity_name)} (${execution.kind}, ${execution.started_at})`,
        ]),
      );
      if (options.dryRun) {
        invocation.out.answer(
          { candidates },
          table(
            candidates.map(({ execution, undoable, message }) => [
              undoable ? 'can be taken back' : 'cannot',
              names.get(execution.id) ?? '',
              message ?? '',
            ]),
          ),
        );
        return CLI_EXIT.ok;
      }
      const members = await undoExecutions(ctx, which);
      return answerVerdicts(invocation.out, members, (id) => names.get(id) ?? id);
    }),
  );
}

async function whichOf(ctx: EngineContext, { shop, since }: UndoOptions, ids: readonly string[]) {
  if (since === undefined) {
    const proposals = await findProposals(ctx, ids);
    const never = proposals.filter(({ execution }) => execution === null);
    if (never.length > 0) {
      const names = never.map(({ short_id }) => short_id).join(', ');
      throw wrongUsage(`${names} was never executed. Nothing was taken back`);
    }
    return { executionIds: proposals.flatMap(({ execution }) => execution?.id ?? []) };
  }
  const { id, timezone } = await oneShop(ctx, shop);
  const start = startOf(since, timezone);
  if (start === null) {
    throw wrongUsage(
      `"${since}" is neither a day (YYYY-MM-DD) nor an instant with its offset ` +
        '(2026-11-20T09:00+09:00). Nothing was taken back',
    );
  }
  return { shopId: id, since: start.toISOString() };
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** The beginning of a day of the shop, or an instant; a date of any other form could mean years ago. */
function startOf(text: string, timezone: string): Date | null {
  if (isDay(text)) return startOfDay(text, timezone);
  const day = INSTANT.exec(text)?.[1];
  const at = new Date(text);
  return day !== undefined && isDay(day) && !Number.isNaN(at.getTime()) ? at : null;
}
