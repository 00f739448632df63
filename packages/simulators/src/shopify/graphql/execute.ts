import {
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  getVariableValues,
} from 'graphql';
import type { ShopSession } from '../session.ts';
import type { RequestContext } from './context.ts';
import { queryCost } from './cost.ts';
import type { WireError } from './errors.ts';
import { Compiler, Selection, type Step } from './plan.ts';
import { type Source, project } from './project.ts';
import { parseRequest } from './validate.ts';

export interface GraphqlRequest {
  query: string;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
}

export type GraphqlResponse = Record<string, unknown>;

const MAX_COST = 1000;

/** Runs one API request: parse, validate, price, throttle, read or write. */
export function execute(
  session: ShopSession,
  request: GraphqlRequest,
  now: number,
): GraphqlResponse {
  const parsed = parseRequest(session.schema, request.query);
  if ('errors' in parsed) return { errors: parsed.errors };
  const operations = parsed.document.definitions.filter(
    (node) => node.kind === 'OperationDefinition',
  );
  const operation = pickOperation(operations, request.operationName);
  if (!operation) {
    return {
      errors: [{ message: 'An operation name is required', extensions: { code: 'BAD_REQUEST' } }],
    };
  }
  const variables = getVariableValues(
    session.schema,
    operation.variableDefinitions ?? [],
    request.variables ?? {},
  );
  if (variables.errors) return { errors: invalidVariables(operation, request, variables.errors) };
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of parsed.document.definitions) {
    if (node.kind === 'FragmentDefinition') fragments.set(node.name.value, node);
  }
  const compiler = new Compiler(session.schema, fragments, variables.coerced);
  return run(session, operation, compiler, now);
}

function pickOperation(
  operations: readonly OperationDefinitionNode[],
  name: string | null | undefined,
): OperationDefinitionNode | undefined {
  if (!name) return operations.length === 1 ? operations[0] : undefined;
  return operations.find((node) => node.name?.value === name);
}

function run(
  session: ShopSession,
  operation: OperationDefinitionNode,
  compiler: Compiler,
  now: number,
): GraphqlResponse {
  const root =
    operation.operation === 'mutation'
      ? session.schema.getMutationType()
      : session.schema.getQueryType();
  if (!root) throw new Error('The stored schema has no root type for this operation.');
  const selection = new Selection(compiler, [
    {
      kind: 'Field',
      name: { kind: 'Name', value: 'root' },
      selectionSet: operation.selectionSet,
    } as never,
  ]);
  const steps = selection.stepsFor(root);
  const requested = queryCost(steps);
  if (requested > MAX_COST) return { errors: [tooExpensive(requested)] };
  if (!session.bucket.take(requested, now)) {
    return {
      errors: [throttled()],
      extensions: { cost: session.bucket.report(requested, null, now) },
    };
  }
  const context: RequestContext = {
    session,
    now,
    errors: [],
    searchNotes: [],
  };
  const data = project(root, selection, {}, context);
  return respond(session, steps, data, context, requested);
}

function respond(
  session: ShopSession,
  steps: readonly Step[],
  data: Source | null,
  context: RequestContext,
  requested: number,
): GraphqlResponse {
  const actual = Math.min(requested, data ? queryCost(steps, data) : requested);
  session.bucket.giveBack(requested - actual, context.now);
  const extensions: Record<string, unknown> = {
    cost: session.bucket.report(requested, actual, context.now),
  };
  if (context.searchNotes.length > 0) extensions.search = context.searchNotes;
  const errors = context.errors.length > 0 ? { errors: context.errors } : {};
  return { ...errors, data, extensions };
}

function throttled(): WireError {
  return {
    message: 'Throttled',
    extensions: {
      code: 'THROTTLED',
      documentation: 'https://shopify.dev/api/usage/rate-limits',
    },
  };
}

function tooExpensive(cost: number): WireError {
  return {
    message:
      `Query cost is ${cost}, which exceeds the single query max cost limit (${MAX_COST}).\n\n` +
      'See https://shopify.dev/concepts/about-apis/rate-limits for more information on how the ' +
      'cost of a query is calculated.\n\nTo query larger amounts of data with fewer limits, ' +
      'bulk operations should be used instead.\nSee ' +
      'https://shopify.dev/tutorials/perform-bulk-operations-with-admin-api for usage details.\n',
    extensions: {
      code: 'MAX_COST_EXCEEDED',
      cost,
      maxCost: MAX_COST,
      documentation: 'https://shopify.dev/api/usage/rate-limits',
    },
  };
}

function invalidVariables(
  operation: OperationDefinitionNode,
  request: GraphqlRequest,
  problems: readonly { message: string }[],
): WireError[] {
  return problems.map(({ message }) => {
    const name = /\$(\w+)/.exec(message)?.[1] ?? '';
    const definition = operation.variableDefinitions?.find(
      (node) => node.variable.name.value === name,
    );
    const body = definition?.loc?.source.body.slice(definition.loc.start, definition.loc.end);
    const type = /:\s*([^=@]+)/.exec(body ?? '')?.[1]?.trim() ?? 'unknown';
    const token = definition?.loc?.startToken;
    return {
      message: `Variable $${name} of type ${type} was provided invalid value`,
      locations: token ? [{ line: token.line, column: token.column }] : [],
      extensions: {
        code: 'INVALID_VARIABLE',
        value: request.variables?.[name] ?? null,
        problems: [{ path: [], explanation: message }],
      },
    };
  });
}
