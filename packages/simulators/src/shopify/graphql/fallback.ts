import {
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Step } from './plan.ts';

const SCALARS: Readonly<Record<string, unknown>> = {
  Boolean: false,
  Int: 0,
  Float: 0,
  String: '',
  HTML: '',
  FormattedString: '',
  Money: '0.0',
  Decimal: '0.0',
  UnsignedInt64: '0',
  URL: 'https://example.com/',
};

/**
 * The quietest valid value of a field that the simulated shop does not use: null where allowed,
 * else empty, false or zero. Objects that must exist have none and fail loudly.
 */
export function fallbackFor(step: Step): unknown {
  const type = step.parent.getFields()[step.name]?.type;
  if (!type || !isNonNullType(type)) return step.isConnection ? [] : null;
  const inner: GraphQLOutputType = type.ofType;
  if (isListType(inner) || step.isConnection) return [];
  const named = getNamedType(inner);
  if (isEnumType(named)) return named.getValues()[0]?.name ?? null;
  return SCALARS[named.name] ?? null;
}
