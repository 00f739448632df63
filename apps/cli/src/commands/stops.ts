import { engageStop, releaseStop, stopStatus } from '@commerce/engine';
import type { Command } from 'commander';
import type { CommandMaker, Invocation } from '../command.ts';
import { withSession } from '../session/open-session.ts';
import { oneShop } from '../shops/one-shop.ts';
import type { EngineContext } from '@commerce/engine';

interface StopOptions {
  shop?: string;
  reason?: string;
}

/** `commerce stop` and `commerce resume`: the kill switch. */
export const stopCommands = ({ leaf }: CommandMaker): Command[] => [
  leaf<StopOptions>('stop', 'the kill switch: write nothing to any platform any more', stop)
    .option('--shop <name or id>', 'only this shop; default: every shop')
    .option('--reason <words>', 'shown to everybody who looks'),
  leaf<StopOptions>('resume', 'let writes happen again', resume).option(
    '--shop <name or id>',
    'the stop of this shop; default: the one of every shop',
  ),
];

const stop = (invocation: Invocation, { shop, reason }: StopOptions) =>
  withSession(invocation, async ({ ctx }) => {
    const { engaged } = await engageStop(ctx, { shopId: await shopIdOf(ctx, shop), reason });
    await answer(
      invocation,
      ctx,
      engaged ? 'Stopped. Nothing is written from now on.' : 'It was stopped already.',
    );
  });

const resume = (invocation: Invocation, { shop }: StopOptions) =>
  withSession(invocation, async ({ ctx }) => {
    const { released } = await releaseStop(ctx, { shopId: await shopIdOf(ctx, shop) });
    await answer(invocation, ctx, released ? 'Released.' : 'There was nothing to release.');
  });

const shopIdOf = async (ctx: EngineContext, wanted: string | undefined): Promise<string | null> =>
  wanted === undefined ? null : (await oneShop(ctx, wanted)).id;

async function answer({ out }: Invocation, ctx: EngineContext, words: string): Promise<void> {
  const status = await stopStatus(ctx);
  out.answer(status, [
    words,
    ...status.stops.map(
      (one) =>
        `Stopped: ${one.shop_name ?? 'every shop'}, since ${one.engaged_at} by ${one.engaged_by_name ?? one.engaged_by}` +
        `${one.reason === null ? '' : `, ${one.reason}`}`,
    ),
  ]);
}
