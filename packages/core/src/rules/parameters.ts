import { AppError } from '../errors.ts';
import { formatAmount, parseAmount } from '../money.ts';
import type { ParameterSpec, RuleParameters, RuleTemplate } from './template.ts';
import { magnitudeOf } from './units.ts';

/**
 * The parameters a form starts with. Money defaults and limits are written for currencies of a dollar's
 * magnitude and raised to the account's (KRW × 1000).
 */
export function defaultParameters(template: RuleTemplate, currency: string): RuleParameters {
  return Object.fromEntries(
    template.parameters.map((spec) => [spec.name, inCurrency(spec, spec.default, currency)]),
  );
}

function inCurrency(spec: ParameterSpec, text: string, currency: string): string {
  if (spec.type !== 'money') return text;
  return formatAmount(parseAmount(text) * BigInt(magnitudeOf(currency)));
}

/**
 * Checks the parameters of a rule; those not given take their default.
 * @param given decimal strings (or numbers) by name, as they came
 * @param currency the amounts' currency
 * @returns every parameter of the template, as the shortest decimal strings
 * @throws AppError `invalid_input` listing every problem, `details.fields` by parameter
 */
export function parseParameters(
  template: RuleTemplate,
  given: Readonly<Record<string, unknown>>,
  currency: string,
): RuleParameters {
  const fields: { field: string; problem: string }[] = [];
  const known = new Set(template.parameters.map(({ name }) => name));
  for (const name of Object.keys(given)) {
    if (!known.has(name)) {
      fields.push({
        field: `parameters.${name.slice(0, 40)}`,
        problem: `is no parameter of ${template.key}; it has ${[...known].join(', ')}`,
      });
    }
  }
  const parsed = template.parameters.map((spec) => {
    const raw = given[spec.name] ?? inCurrency(spec, spec.default, currency);
    const checked = check(spec, raw, currency);
    if ('problem' in checked) {
      fields.push({ field: `parameters.${spec.name}`, problem: checked.problem });
      return [spec.name, spec.default];
    }
    return [spec.name, checked.value];
  });
  if (fields.length > 0) {
    throw new AppError(
      'invalid_input',
      `${fields.map(({ field, problem }) => `${field} ${problem}`).join('; ')}. Nothing was stored`,
      { details: { fields } },
    );
  }
  return Object.fromEntries(parsed) as RuleParameters;
}

function check(
  spec: ParameterSpec,
  raw: unknown,
  currency: string,
): { value: string } | { problem: string } {
  const text = typeof raw === 'number' ? String(raw) : raw;
  const [min, max] = [inCurrency(spec, spec.min, currency), inCurrency(spec, spec.max, currency)];
  const whole = spec.type === 'days' || spec.type === 'count';
  const wanted = `must be a ${whole ? 'whole number' : 'decimal number'} from ${min} to ${max}`;
  if (typeof text !== 'string') return { problem: wanted };
  try {
    const units = parseAmount(text.trim());
    if (whole && units % 10_000n !== 0n) return { problem: wanted };
    if (units < parseAmount(min) || units > parseAmount(max)) return { problem: wanted };
    return { value: formatAmount(units) };
  } catch {
    return { problem: wanted };
  }
}

/** One checked parameter. @throws AppError `invalid_input` when it was never checked */
function parameter(parameters: RuleParameters, name: string): bigint {
  const text = parameters[name];
  if (text === undefined) throw new AppError('invalid_input', `The parameter ${name} is missing`);
  return parseAmount(text);
}

/** Money or ratio in ten-thousandths: 2.5 is 25000. */
export const unitsOf = (parameters: RuleParameters, name: string): number =>
  Number(parameter(parameters, name));

/** Days or a count as they are. */
export const wholeOf = (parameters: RuleParameters, name: string): number =>
  Number(parameter(parameters, name) / 10_000n);

/** A percentage in hundredths of a percent: 30 % is 3000, of 10000. */
export const percentOf = (parameters: RuleParameters, name: string): number =>
  Number(parameter(parameters, name) / 100n);
