import { AppError } from '../errors.ts';
import type { EntityLevel } from '../glossary.ts';
import type { AccountHistory, HistoryEntity } from './history.ts';
import type { RuleScope, RuleTemplate } from './template.ts';

const LISTS = ['connector_ids', 'levels', 'entity_ids', 'profiles'] as const;
const LONGEST_LIST = 1000;

export const EVERYTHING: RuleScope = {
  connector_ids: [],
  levels: [],
  entity_ids: [],
  profiles: [],
  currency: null,
};

/**
 * The scope of a rule; what is absent means all.
 * @throws AppError `invalid_input` listing every problem: no list of words, a level the template does not judge
 */
export function parseRuleScope(template: RuleTemplate, given: unknown): RuleScope {
  if (given === undefined || given === null) return EVERYTHING;
  if (typeof given !== 'object' || Array.isArray(given)) {
    throw new AppError('invalid_input', 'scope must be an object of lists. Nothing was stored');
  }
  const fields: { field: string; problem: string }[] = [];
  const scope: RuleScope = { ...EVERYTHING };
  for (const [name, value] of Object.entries(given)) {
    const list = LISTS.find((one) => one === name);
    if (name === 'currency') {
      if (value === null || (typeof value === 'string' && /^[A-Z]{3}$/.test(value))) {
        scope.currency = value;
      } else fields.push({ field: 'scope.currency', problem: 'must be a currency code like KRW' });
    } else if (!list) {
      fields.push({
        field: `scope.${name.slice(0, 40)}`,
        problem: `is unknown; known are ${LISTS.join(', ')}`,
      });
    } else if (!isWords(value)) {
      fields.push({
        field: `scope.${list}`,
        problem: `must be a list of at most ${LONGEST_LIST} texts`,
      });
    } else if (list === 'levels') {
      const wrong = value.filter((level) => !template.levels.includes(level as EntityLevel));
      if (wrong.length > 0) {
        fields.push({
          field: 'scope.levels',
          problem: `can only be ${template.levels.join(', ')} for ${template.key}`,
        });
      }
      scope.levels = value as EntityLevel[];
    } else scope[list] = value;
  }
  if (fields.length > 0) {
    throw new AppError(
      'invalid_input',
      `${fields.map(({ field, problem }) => `${field} ${problem}`).join('; ')}. Nothing was stored`,
      { details: { fields } },
    );
  }
  return scope;
}

const isWords = (value: unknown): value is string[] =>
  Array.isArray(value) &&
  value.length <= LONGEST_LIST &&
  value.every((one) => typeof one === 'string' && one.length > 0 && one.length <= 200);

/** Levels a rule with this scope judges. */
export const judgedLevels = (
  template: Pick<RuleTemplate, 'levels'>,
  scope: RuleScope,
): readonly EntityLevel[] => (scope.levels.length > 0 ? scope.levels : template.levels);

/**
 * The objects of an account a rule judges. `entity_ids` names objects or anything above them. Amounts among
 * the parameters are in `scope.currency`: accounts of another currency are not judged with them.
 */
export function inScope(
  template: RuleTemplate,
  scope: RuleScope,
  history: AccountHistory,
): readonly HistoryEntity[] {
  if (scope.connector_ids.length > 0 && !scope.connector_ids.includes(history.connectorId))
    return [];
  const hasMoney = template.parameters.some(({ type }) => type === 'money');
  if (hasMoney && scope.currency !== null && scope.currency !== history.currency) return [];
  const levels = new Set(judgedLevels(template, scope));
  const ids = new Set(scope.entity_ids);
  const profiles = new Set(scope.profiles);
  return history.entities.filter(
    (entity) =>
      levels.has(entity.level) &&
      (profiles.size === 0 || profiles.has(entity.profile.key)) &&
      (ids.size === 0 ||
        ids.has(entity.id) ||
        (entity.parentId !== null && ids.has(entity.parentId)) ||
        (entity.campaignId !== null && ids.has(entity.campaignId))),
  );
}
