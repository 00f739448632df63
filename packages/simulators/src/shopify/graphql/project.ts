import { type GraphQLCompositeType, type GraphQLObjectType, isObjectType } from 'graphql';
import { connectionPage } from './connection.ts';
import type { RequestContext } from './context.ts';
import { fallbackFor } from './fallback.ts';
import { FieldError, accessDenied } from './errors.ts';
import type { Selection, Shape, Step } from './plan.ts';
import { lacks } from './scopes.ts';

export type Source = Record<string, unknown>;
type Path = (string | number)[];

/** Unwinds to the nearest nullable field after an error was recorded. */
const ABORT = Symbol('abort');

/** Reads a selection from a source object; null when an error reached the root. */
export function project(
  type: GraphQLObjectType,
  selection: Selection,
  source: Source,
  context: RequestContext,
): Source | null {
  try {
    return readObject(type, selection, source, context, []);
  } catch (thrown) {
    if (thrown === ABORT) return null;
    throw thrown;
  }
}

function readObject(
  type: GraphQLObjectType,
  selection: Selection,
  source: Source,
  context: RequestContext,
  path: Path,
): Source {
  const result: Source = {};
  for (const step of selection.stepsFor(type)) {
    if (step.name === '__typename') {
      result[step.key] = type.name;
      continue;
    }
    path.push(step.key);
    result[step.key] = readField(step, source, context, path);
    path.pop();
  }
  return result;
}

function readField(step: Step, source: Source, context: RequestContext, path: Path): unknown {
  const depth = path.length;
  try {
    let value = resolve(step, source, context);
    if (step.isConnection && Array.isArray(value)) value = connectionPage(step, value);
    return complete(step.shape, value, step, context, path);
  } catch (thrown) {
    path.length = depth;
    if (thrown !== ABORT) record(thrown, step, context, path);
    if (step.shape.kind === 'nonNull') throw ABORT;
    return null;
  }
}

/** A root field that is not modelled fails loudly: a silent null would look like an answer. */
const ROOTS = new Set(['QueryRoot', 'Mutation']);

/** Reads one field of a source object after checking the app's scopes; may throw a FieldError. */
export function resolve(step: Step, source: Source, context: RequestContext): unknown {
  if (step.scope && lacks(context.session.scopes, step.scope)) {
    throw accessDenied(step.name, step.scope);
  }
  if (step.resolver) return step.resolver(source as never, step.args, context, step);
  if (ROOTS.has(step.parent.name)) {
    throw new FieldError(`The simulator does not model ${step.parent.name}.${step.name}.`, {
      code: 'INTERNAL_SERVER_ERROR',
    });
  }
  const value = source[step.name];
  return value === undefined ? fallbackFor(step) : value;
}

function complete(
  shape: Shape,
  value: unknown,
  step: Step,
  context: RequestContext,
  path: Path,
): unknown {
  if (shape.kind === 'nonNull') {
    const inner = complete(shape.of, value, step, context, path);
    if (inner === null) {
      throw new FieldError(`The simulator holds no value for ${step.parent.name}.${step.name}.`, {
        code: 'INTERNAL_SERVER_ERROR',
      });
    }
    return inner;
  }
  if (value === null || value === undefined) return null;
  if (shape.kind === 'leaf') return leaf(shape.typeName, value);
  if (shape.kind === 'list') {
    return (value as unknown[]).map((entry, index) => {
      path.push(index);
      const inner = complete(shape.of, entry, step, context, path);
      path.pop();
      return inner;
    });
  }
  const type = concreteType(shape.type, value as Source, context);
  return readObject(type, shape.selection, value as Source, context, path);
}

/** The object type a value is of, where the schema names only an interface or a union. */
export function concreteType(
  type: GraphQLCompositeType,
  source: Source,
  context: RequestContext,
): GraphQLObjectType {
  if (isObjectType(type)) return type;
  const concrete = context.session.schema.getType(String(source.__typename));
  if (isObjectType(concrete)) return concrete;
  throw new Error(`A ${type.name} in the simulator's state does not say its type.`);
}

function leaf(typeName: string, value: unknown): unknown {
  if (typeName === 'DateTime' && typeof value === 'number') return isoTime(value);
  if (typeName === 'UnsignedInt64') return String(value);
  return value;
}

/** UTC to the second, as the platform writes instants. */
export function isoTime(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

function record(thrown: unknown, step: Step, context: RequestContext, path: Path): void {
  if (!(thrown instanceof FieldError)) throw thrown;
  const locations = step.nodes.slice(0, 1).flatMap(({ loc }) => {
    if (!loc) return [];
    return [{ line: loc.startToken.line, column: loc.startToken.column }];
  });
  context.errors.push({
    message: thrown.message,
    locations,
    path: [...path],
    extensions: thrown.extensions,
  });
}
