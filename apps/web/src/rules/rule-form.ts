import type { Rule, RuleScope, RuleTemplate } from '../api/types.ts';
import { type Fault, groupedNumber, readParameter, readWhole } from './parameter-input.ts';

/** A rule's settings while a person is at them: numbers are what was typed. */
export interface RuleForm {
  name: string;
  parameters: Readonly<Record<string, string>>;
  scope: RuleScope;
  cooldownHours: string;
  dailyLimit: string;
  quietHours: { from: string; to: string } | null;
}

/** Settings as the API takes them. */
export interface RuleSettings {
  name: string;
  parameters: Record<string, string>;
  scope: RuleScope;
  cooldown_hours: number;
  daily_limit: number;
  quiet_hours: { from: string; to: string } | null;
}

export const COOLDOWN = { min: 0, max: 8760 } as const;
export const DAILY_LIMIT = { min: 1, max: 1000 } as const;

export const EVERYTHING: RuleScope = {
  connector_ids: [],
  levels: [],
  entity_ids: [],
  profiles: [],
  currency: null,
};

type Specs = Pick<RuleTemplate, 'parameters'>;

/**
 * A form for a rule that does not exist yet.
 * @param defaults the template's in the accounts' currency, where they are known; an unknown amount stays empty
 */
export const formOfTemplate = (
  template: RuleTemplate,
  name: string,
  defaults: Readonly<Record<string, string>>,
): RuleForm => ({
  name,
  parameters: shownParameters(template, defaults),
  scope: EVERYTHING,
  cooldownHours: String(template.cooldown_hours),
  dailyLimit: String(template.daily_limit),
  quietHours: null,
});

const shownParameters = ({ parameters }: Specs, values: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    parameters.map(({ name, type, default: fallback }) => {
      const value = values[name];
      return [name, type === 'money' ? groupedNumber(value ?? '') : (value ?? fallback)];
    }),
  );

export const formOfRule = (rule: Rule, template: Specs): RuleForm => ({
  name: rule.name,
  parameters: shownParameters(template, rule.parameters),
  scope: rule.scope,
  cooldownHours: String(rule.cooldown_hours),
  dailyLimit: String(rule.daily_limit),
  quietHours: rule.quiet_hours,
});

export type ReadForm =
  | { ok: true; settings: RuleSettings }
  /** By the API's own names of fields, so that its problems and these stand in the same places. */
  | { ok: false; faults: Record<string, Fault> };

/** @param isNew an empty parameter is left to the template */
export function readForm(form: RuleForm, template: Specs, isNew: boolean): ReadForm {
  const faults: Record<string, Fault> = {};
  const parameters: Record<string, string> = {};
  for (const spec of template.parameters) {
    const read = readParameter(spec, form.parameters[spec.name] ?? '', isNew);
    if ('fault' in read) faults[`parameters.${spec.name}`] = read.fault;
    else if (read.value !== null) parameters[spec.name] = read.value;
  }
  const cooldown = readWhole(form.cooldownHours, COOLDOWN.min, COOLDOWN.max);
  const limit = readWhole(form.dailyLimit, DAILY_LIMIT.min, DAILY_LIMIT.max);
  if ('fault' in cooldown) faults.cooldown_hours = cooldown.fault;
  if ('fault' in limit) faults.daily_limit = limit.fault;
  if (form.name.trim() === '') faults.name = 'missing';
  const quiet = form.quietHours;
  if (quiet && !(isTime(quiet.from) && isTime(quiet.to))) faults.quiet_hours = 'missing';
  if ('fault' in cooldown || 'fault' in limit || Object.keys(faults).length > 0) {
    return { ok: false, faults };
  }
  return {
    ok: true,
    settings: {
      name: form.name.trim(),
      parameters,
      scope: form.scope,
      cooldown_hours: cooldown.value,
      daily_limit: limit.value,
      quiet_hours: quiet,
    },
  };
}

const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** Whether two forms would be sent as the same settings. */
export function isSameForm(a: RuleForm, b: RuleForm, template: Specs): boolean {
  const [one, other] = [readForm(a, template, true), readForm(b, template, true)];
  return one.ok && other.ok && JSON.stringify(one.settings) === JSON.stringify(other.settings);
}

/** Problems the API found, by field; those of no field of this form are left for the message. */
export function problemsByField(
  fields: readonly { field: string; problem: string }[],
  template: Specs,
): { errors: Record<string, string>; rest: string[] } {
  const known = new Set([
    ...template.parameters.map(({ name }) => `parameters.${name}`),
    ...['name', 'cooldown_hours', 'daily_limit', 'quiet_hours'],
    ...['scope.connector_ids', 'scope.levels', 'scope.entity_ids', 'scope.profiles'],
  ]);
  const errors: Record<string, string> = {};
  const rest: string[] = [];
  for (const { field, problem } of fields) {
    if (known.has(field)) errors[field] = problem;
    else rest.push(problem);
  }
  return { errors, rest };
}
