import { ACTION_KINDS, type ActionKind, isActionKind } from '@commerce/core';
import { getCaps, saveCap } from '@commerce/engine';
import type { Command } from 'commander';
import type { CommandMaker, Invocation } from '../command.ts';
import { wrongUsage } from '../command-error.ts';
import { table } from '../output/table.ts';
import { withSession } from '../session/open-session.ts';
import { chosenShops } from '../shops/find-shop.ts';
import { oneShop } from '../shops/one-shop.ts';

interface SetOptions {
  shop?: string;
  platform: string;
  currency: string;
  allow: string;
  maxChange: string;
  maxDailyBudget: string;
  maxDailyIncrease: string;
  maxActions: string;
  neverTouch?: string[];
}

/** `commerce caps show|set` */
export function capsCommand({ group, leaf }: CommandMaker): Command {
  return group('caps', 'the limits of live writes; without them nothing is written')
    .addCommand(
      leaf<{ shop?: string }>('show', 'the limits of each shop', show).option(
        '--shop <name or id>',
        'default: every shop',
      ),
    )
    .addCommand(
      leaf<SetOptions>('set', 'set the limits for a platform and currency', set)
        .requiredOption('--currency <code>', 'of the accounts it holds for: KRW')
        .requiredOption('--max-daily-budget <amount>', "ceiling of one object's daily budget")
        .requiredOption('--max-daily-increase <amount>', 'sum of all raises of an account and day')
        .option('--shop <name or id>', 'default: your only shop')
        .option('--platform <id>', 'whose accounts', 'meta')
        .option('--allow <kinds>', `of ${ACTION_KINDS.join(', ')}`, 'pause,resume,set_daily_budget')
        .option('--max-change <percent>', 'of one budget change, either direction', '20')
        .option('--max-actions <count>', 'writes of an account and day', '20')
        .option('--never-touch <id...>', 'objects that are left alone, with all they hold'),
    );
}

const show = (invocation: Invocation, options: { shop?: string }) =>
  withSession(invocation, async ({ ctx }) => {
    const shops = [];
    for (const shop of await chosenShops(ctx, options.shop)) {
      const caps = await getCaps(ctx, { shopId: shop.id });
      shops.push({ id: shop.id, name: shop.name, ...caps });
    }
    invocation.out.answer({ shops }, [
      ...table(
        shops.flatMap(({ name, caps, source }) =>
          caps.length === 0
            ? [[name, 'no caps: nothing is written']]
            : caps.map((cap) => [
                name,
                `${cap.platform} ${cap.currency}`,
                cap.allowed_kinds.join(','),
                `±${cap.max_change_percent} %`,
                `≤ ${cap.max_daily_budget} a day`,
                `+${cap.max_daily_increase} a day`,
                `${cap.max_actions_per_day} writes a day`,
                source,
              ]),
        ),
      ),
    ]);
  });

const set = (invocation: Invocation, options: SetOptions) =>
  withSession(invocation, async ({ ctx }) => {
    const allowedKinds = kindsOf(options.allow);
    const shop = await oneShop(ctx, options.shop);
    const cap = await saveCap(ctx, {
      shopId: shop.id,
      platform: options.platform,
      currency: options.currency,
      allowedKinds,
      maxChangePercent: options.maxChange,
      maxDailyBudget: options.maxDailyBudget,
      maxDailyIncrease: options.maxDailyIncrease,
      maxActionsPerDay: Number(options.maxActions),
      neverTouch: options.neverTouch ?? [],
    });
    invocation.out.answer({ cap }, [
      `${shop.name}: ${cap.platform} accounts in ${cap.currency} may be written to within these limits.`,
    ]);
  });

function kindsOf(text: string): ActionKind[] {
  const names = text.split(',').map((name) => name.trim());
  const kinds = names.filter(isActionKind);
  if (kinds.length === names.length) return kinds;
  throw wrongUsage(`--allow takes ${ACTION_KINDS.join(', ')}, comma-separated. Nothing was saved`);
}
