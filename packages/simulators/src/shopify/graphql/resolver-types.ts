import type { RequestContext } from './context.ts';
import type { Arguments, Step } from './plan.ts';

export type Resolver<T> = (
  source: T,
  args: Arguments,
  context: RequestContext,
  step: Step,
) => unknown;

export type TypeResolvers<T> = Record<string, Resolver<T>>;
