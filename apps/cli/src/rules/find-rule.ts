import { type EngineContext, listRules, listRuleTemplates, type ShopView } from '@commerce/engine';
import { CommandError, wrongUsage } from '../command-error.ts';
import { CLI_EXIT } from '../exit-codes.ts';

type Rule = Awaited<ReturnType<typeof listRules>>[number];
type Template = Awaited<ReturnType<typeof listRuleTemplates>>[number];

/** What somebody meant by a word: a rule of the shop, or a template no rule was made of yet. */
export type MeantRule = { rule: Rule } | { template: Template };

const fold = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/** The rule with this id or name, or made of the template with this key; else the template itself. */
export async function findRule(
  ctx: EngineContext,
  shop: ShopView,
  wanted: string,
): Promise<MeantRule> {
  const rules = await listRules(ctx, { shopId: shop.id });
  const byId = rules.filter(({ id }) => id === wanted.toLowerCase());
  const byName = rules.filter(({ name }) => fold(name) === fold(wanted));
  const byTemplate = rules.filter(({ template }) => template === wanted);
  const found = [byId, byName, byTemplate].find(({ length }) => length > 0) ?? [];
  const [rule, ...others] = found;
  if (rule && others.length === 0) return { rule };
  if (rule) {
    const ids = found.map(({ name, id }) => `${name} (${id})`).join(', ');
    throw wrongUsage(`Several rules of ${shop.name} are meant by "${wanted}"; give the id: ${ids}`);
  }
  const templates = await listRuleTemplates(ctx, {});
  const template = templates.find(({ key }) => key === wanted);
  if (template) return { template };
  throw new CommandError(
    'not_found',
    `${shop.name} has no rule "${wanted}" and there is no such template; there are ${templates.map(({ key }) => key).join(', ')}. Nothing was changed`,
    CLI_EXIT.usage,
  );
}
