import { invalidParameter } from './errors.ts';
import { jsonParam, type Params } from './params.ts';

export interface Filter {
  field: string;
  operator: string;
  value: unknown;
}

const OPERATORS = new Set([
  'EQUAL',
  'NOT_EQUAL',
  'GREATER_THAN',
  'GREATER_THAN_OR_EQUAL',
  'LESS_THAN',
  'LESS_THAN_OR_EQUAL',
  'IN_RANGE',
  'NOT_IN_RANGE',
  'CONTAIN',
  'NOT_CONTAIN',
  'IN',
  'NOT_IN',
  'STARTS_WITH',
]);

export function parseFilters(params: Params): Filter[] {
  const value = jsonParam(params, 'filtering');
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw invalidParameter('filtering must be an array.', ['filtering']);
  return value.map((item) => {
    const { field, operator, value: operand } = (item ?? {}) as Partial<Filter>;
    if (typeof field !== 'string' || typeof operator !== 'string' || operand === undefined) {
      throw invalidParameter('Each filter needs field, operator and value.', ['filtering']);
    }
    if (!OPERATORS.has(operator)) {
      throw invalidParameter(`Filter operator ${operator} is not supported.`, ['filtering']);
    }
    return { field, operator, value: operand };
  });
}

export function matches(filter: Filter, actual: string | number): boolean {
  const values = Array.isArray(filter.value) ? filter.value : [filter.value];
  const text = values.map(String);
  const own = String(actual);
  const number = Number(actual);
  const first = Number(values[0]);
  const second = Number(values[1]);
  switch (filter.operator) {
    case 'EQUAL':
      return own === text[0] || (typeof actual === 'number' && number === first);
    case 'NOT_EQUAL':
      return own !== text[0] && !(typeof actual === 'number' && number === first);
    case 'GREATER_THAN':
      return number > first;
    case 'GREATER_THAN_OR_EQUAL':
      return number >= first;
    case 'LESS_THAN':
      return number < first;
    case 'LESS_THAN_OR_EQUAL':
      return number <= first;
    case 'IN_RANGE':
      return number >= first && number <= second;
    case 'NOT_IN_RANGE':
      return number < first || number > second;
    case 'CONTAIN':
      return own.includes(text[0] ?? '');
    case 'NOT_CONTAIN':
      return !own.includes(text[0] ?? '');
    case 'IN':
      return text.includes(own);
    case 'NOT_IN':
      return !text.includes(own);
    default:
      return own.startsWith(text[0] ?? '');
  }
}
