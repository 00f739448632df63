import {
  decideProposals,
  executeProposals,
  listProposals,
  type EngineContext,
} from '@commerce/engine';
import type { Command } from 'commander';
import type { CommandMaker, Invocation } from '../command.ts';
import { answerVerdicts } from '../decisions/answer-verdicts.ts';
import { findProposals, membersOf } from '../decisions/find-proposals.ts';
import { proposalLines } from '../decisions/proposal-lines.ts';
import type { ExitCode } from '../exit-codes.ts';
import { withSession } from '../session/open-session.ts';
import { withSimulators } from '../session/with-simulators.ts';
import { oneShop } from '../shops/one-shop.ts';

interface InboxOptions {
  shop?: string;
  all?: boolean;
}

const IDS = 'ids as commerce inbox shows them';
const PAGE = 100;

/** `commerce inbox`, `approve`, `reject` and `execute` */
export const decisionCommands = ({ leaf }: CommandMaker): Command[] => [
  leaf<InboxOptions>('inbox', 'decisions that wait for a person', inbox)
    .option('--shop <name or id>', 'default: every shop')
    .option('--all', 'also what was decided, put off or has expired'),
  leaf<object>(
    'approve',
    'say yes to proposals; execute then carries them out',
    (invocation, _, ids) => decide(invocation, ids, { decision: 'approve' }),
  ).argument('<id...>', IDS),
  leaf<{ reason?: string }>('reject', 'say no to proposals', (invocation, { reason }, ids) =>
    decide(invocation, ids, { decision: 'reject', reason }),
  )
    .argument('<id...>', IDS)
    .option('--reason <words>', 'kept with the decision'),
  leaf<object>('execute', 'carry out approved proposals, within the caps', execute).argument(
    '<id...>',
    IDS,
  ),
];

const inbox = (invocation: Invocation, { shop, all = false }: InboxOptions) =>
  withSession(invocation, async ({ ctx }) => {
    const shopId = shop === undefined ? undefined : (await oneShop(ctx, shop)).id;
    const proposals = await newestProposals(ctx, shopId, all);
    invocation.out.answer(
      { proposals },
      proposals.length > 0
        ? proposals.flatMap((proposal) => proposalLines(proposal))
        : ['Nothing waits for a decision.'],
    );
  });

async function newestProposals(ctx: EngineContext, shopId: string | undefined, all: boolean) {
  const open = ['proposed', 'approved', 'executing', 'unknown_outcome'] as const;
  const { items } = await listProposals(ctx, {
    shopId,
    statuses: all ? undefined : [...open],
    snoozed: all ? 'show' : 'hide',
    limit: PAGE,
  });
  return items;
}

const decide = (
  invocation: Invocation,
  ids: readonly string[],
  decision: { decision: 'approve' | 'reject'; reason?: string | undefined },
): Promise<ExitCode> =>
  withSession(invocation, async ({ ctx }) => {
    const proposals = await findProposals(ctx, ids);
    for (const proposal of proposals) {
      for (const line of proposalLines(proposal)) invocation.out.note(line);
    }
    const members = await decideProposals(ctx, { ...decision, members: membersOf(proposals) });
    return answerVerdicts(invocation.out, members, nameAmong(proposals));
  });

const execute = (invocation: Invocation, _options: object, ids: string[]): Promise<ExitCode> =>
  withSession(invocation, (runtime) =>
    withSimulators(invocation, runtime, async (ctx) => {
      const proposals = await findProposals(ctx, ids);
      const members = await executeProposals(ctx, { members: membersOf(proposals) });
      return answerVerdicts(invocation.out, members, nameAmong(proposals));
    }),
  );

const nameAmong =
  (proposals: readonly { id: string; short_id: string; entity_name: string }[]) =>
  (id: string): string => {
    const proposal = proposals.find((one) => one.id === id);
    return proposal ? `${proposal.short_id} ${proposal.entity_name}` : id;
  };
