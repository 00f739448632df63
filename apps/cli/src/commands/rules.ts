import { addDays, dayOf } from '@commerce/core';
import {
  backtestRule,
  createRule,
  listRules,
  listRuleTemplates,
  updateRule,
} from '@commerce/engine';
import type { Command } from 'commander';
import type { CommandMaker, Invocation } from '../command.ts';
import { wrongUsage } from '../command-error.ts';
import { table } from '../output/table.ts';
import { backtestLines } from '../rules/backtest-lines.ts';
import { findRule, type MeantRule } from '../rules/find-rule.ts';
import { parametersOf } from '../rules/parameters.ts';
import { withSession } from '../session/open-session.ts';
import { chosenShops } from '../shops/find-shop.ts';
import { oneShop } from '../shops/one-shop.ts';

interface ShopOption {
  shop?: string;
}

interface SetOption extends ShopOption {
  set?: string[];
}

interface BacktestOptions extends SetOption {
  from?: string;
  to?: string;
  compareSet?: string[];
}

const SHOP = ['--shop <name or id>', 'default: your only shop'] as const;
const SET = ['--set <name=value...>', 'parameters; the others stay as they are'] as const;
const WHICH = 'id or name of a rule, or key of a template';
const DAYS = 90;

/** `commerce rules …` */
export function rulesCommand({ group, leaf }: CommandMaker): Command {
  const switching = (state: 'enabled' | 'shadow' | 'disabled', name: string, words: string) =>
    leaf<SetOption>(name, words, (invocation, options, args) =>
      switchRule(invocation, options, args, state),
    )
      .argument('<rule>', WHICH)
      .option(...SHOP);
  return group('rules', 'what watches the figures and proposes decisions')
    .addCommand(
      leaf<ShopOption>('list', 'the rules and their state', list).option(
        '--shop <name or id>',
        'default: every shop',
      ),
    )
    .addCommand(leaf<object>('templates', 'what rules can be made of', templates))
    .addCommand(switching('enabled', 'enable', 'let a rule propose').option(...SET))
    .addCommand(switching('shadow', 'shadow', 'let it judge, and propose nothing').option(...SET))
    .addCommand(switching('disabled', 'disable', 'switch a rule off'))
    .addCommand(
      leaf<BacktestOptions>('backtest', 'what a rule would have done over past days', backtest)
        .argument('<rule>', WHICH)
        .option(...SHOP)
        .option(...SET)
        .option('--compare-set <name=value...>', 'other parameters over the same days')
        .option('--from <day>', `default: ${DAYS} days before --to`)
        .option('--to <day>', 'default: yesterday'),
    );
}

const list = (invocation: Invocation, options: ShopOption) =>
  withSession(invocation, async ({ ctx }) => {
    const shops = await chosenShops(ctx, options.shop);
    const rules = [];
    for (const shop of shops) {
      for (const rule of await listRules(ctx, { shopId: shop.id })) {
        rules.push({ ...rule, shop_name: shop.name });
      }
    }
    invocation.out.answer({ rules }, [
      ...table(
        rules.map((rule) => [
          rule.shop_name,
          rule.name,
          rule.template,
          rule.state,
          rule.last_evaluation ? `${rule.last_evaluation.findings} found` : 'not judged yet',
          rule.id,
        ]),
      ),
      ...(rules.length === 0
        ? ['No rules yet: commerce rules templates shows what there is.']
        : []),
    ]);
  });

const templates = (invocation: Invocation) =>
  withSession(invocation, async ({ ctx }) => {
    const all = await listRuleTemplates(ctx, {});
    invocation.out.answer(
      { templates: all },
      all.flatMap(({ key, name, description, parameters }) => [
        `${key}: ${name.en}. ${description.en}`,
        ...table(parameters.map((one) => ['', `${one.name}=${one.default}`, one.label.en])),
      ]),
    );
  });

const switchRule = (
  invocation: Invocation,
  options: SetOption,
  [wanted = '']: string[],
  state: 'enabled' | 'shadow' | 'disabled',
) =>
  withSession(invocation, async ({ ctx }) => {
    const parameters = parametersOf(options.set);
    const shop = await oneShop(ctx, options.shop);
    const meant = await findRule(ctx, shop, wanted);
    if ('template' in meant && state === 'disabled') {
      throw wrongUsage(`${shop.name} has no rule made of ${wanted}; nothing was changed`);
    }
    const rule =
      'rule' in meant
        ? await updateRule(ctx, { shopId: shop.id, ruleId: meant.rule.id, state, parameters })
        : await createRule(ctx, {
            shopId: shop.id,
            template: meant.template.key,
            state,
            parameters,
          });
    invocation.out.answer({ rule }, [
      `${rule.name} of ${shop.name} is ${rule.state} (version ${rule.version}).`,
    ]);
  });

const backtest = (invocation: Invocation, options: BacktestOptions, [wanted = '']: string[]) =>
  withSession(invocation, async ({ ctx }) => {
    const shop = await oneShop(ctx, options.shop);
    const meant = await findRule(ctx, shop, wanted);
    const to = options.to ?? addDays(dayOf(ctx.now(), shop.timezone), -1);
    const report = await backtestRule(ctx, {
      shopId: shop.id,
      rule: toTest(meant, options.set),
      from: options.from ?? addDays(to, 1 - DAYS),
      to,
      compare: options.compareSet && toTest(meant, options.compareSet),
    });
    invocation.out.answer(report, backtestLines(report));
  });

/** A rule as it is, or with other parameters; a template with its defaults. */
function toTest(meant: MeantRule, set: readonly string[] | undefined) {
  const parameters = parametersOf(set);
  if ('template' in meant) return { template: meant.template.key, parameters };
  const { rule } = meant;
  if (set === undefined) return { ruleId: rule.id };
  return {
    template: rule.template,
    parameters: { ...rule.parameters, ...parameters },
    scope: rule.scope,
  };
}
