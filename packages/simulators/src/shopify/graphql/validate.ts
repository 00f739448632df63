import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  type ValidationRule,
  getNamedType,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { WireError } from './errors.ts';

export type ParsedRequest = { document: DocumentNode } | { errors: WireError[] };

const cache = new Map<string, ParsedRequest>();

/** Parses and validates a query text against the schema, with the platform's error shapes. */
export function parseRequest(schema: GraphQLSchema, text: string): ParsedRequest {
  const known = cache.get(text);
  if (known) return known;
  const result = parseFresh(schema, text);
  if (cache.size > 300) cache.clear();
  cache.set(text, result);
  return result;
}

function parseFresh(schema: GraphQLSchema, text: string): ParsedRequest {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return { errors: [syntaxError(error, text)] };
  }
  if (validate(schema, document).length === 0) return { document };
  const errors: WireError[] = [];
  for (const rule of specifiedRules) {
    for (const error of validate(schema, document, [rule])) {
      errors.push(wireError(schema, rule, error, document));
    }
  }
  return { errors };
}

function syntaxError(error: unknown, text: string): WireError {
  if (!(error instanceof GraphQLError)) throw error;
  const location = error.locations?.[0] ?? { line: 1, column: 1 };
  const ended = /<EOF>/.test(error.message) || text.trim() === '';
  const found =
    /(?:Unexpected|found) (?:Name )?"?([^".]+)"?\.?/.exec(error.message)?.[1] ?? 'token';
  const what = ended ? 'unexpected end of file' : `unexpected ${found}`;
  return {
    message: `syntax error, ${what} at [${location.line}, ${location.column}]`,
    locations: [{ line: location.line, column: location.column }],
  };
}

type Shape = (error: GraphQLError, schema: GraphQLSchema) => WireError;

const quoted = (text: string) =>
  [...text.matchAll(/"([^"]+)"/g)].map((match) => match[1] as string);

const SHAPES: Readonly<Record<string, Shape>> = {
  FieldsOnCorrectTypeRule: (error) => {
    const [fieldName = '', typeName = ''] = quoted(error.message);
    return {
      message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
      extensions: { code: 'undefinedField', typeName, fieldName },
    };
  },
  ProvidedRequiredArgumentsRule: (error) => {
    const [name = '', missing = ''] = quoted(error.message);
    return {
      message: `Field '${name}' is missing required arguments: ${missing}`,
      extensions: {
        code: 'missingRequiredArguments',
        className: 'Field',
        name,
        arguments: missing,
      },
    };
  },
  KnownArgumentNamesRule: (error) => {
    const [argumentName = '', field = ''] = quoted(error.message);
    const name = field.split('.').at(-1) ?? field;
    return {
      message: `Field '${name}' doesn't accept argument '${argumentName}'`,
      extensions: { code: 'argumentNotAccepted', name, typeName: 'Field', argumentName },
    };
  },
  ScalarLeafsRule: (error, schema) => {
    const [fieldName = '', type = ''] = quoted(error.message);
    const typeName = getNamedType(schema.getType(type.replace(/[[\]!]/g, '')))?.name ?? type;
    const bare = !error.message.includes('must not have');
    return {
      message: bare
        ? `Field must have selections (field '${fieldName}' returns ${typeName} but has no ` +
          `selections. Did you mean '${fieldName} { ... }'?)`
        : `Selections can't be made on scalars (field '${fieldName}' returns ${typeName} but has ` +
          'selections)',
      extensions: { code: 'selectionMismatch', nodeName: `field '${fieldName}'`, typeName },
    };
  },
  ValuesOfCorrectTypeRule: (error) => ({
    message: error.message,
    extensions: { code: 'argumentLiteralsIncompatible', typeName: 'Field' },
  }),
  NoUndefinedVariablesRule: (error) => {
    const variableName = /\$(\w+)/.exec(error.message)?.[1] ?? '';
    return {
      message: `Variable $${variableName} is used but not declared`,
      extensions: { code: 'variableNotDefined', variableName },
    };
  },
  NoUnusedVariablesRule: (error) => {
    const variableName = /\$(\w+)/.exec(error.message)?.[1] ?? '';
    return {
      message: `Variable $${variableName} is declared but not used`,
      extensions: { code: 'variableNotUsed', variableName },
    };
  },
  NoUnusedFragmentsRule: (error) => {
    const fragmentName = quoted(error.message)[0] ?? '';
    return {
      message: `Fragment ${fragmentName} was defined, but not used`,
      extensions: { code: 'useAndDefineFragment', fragmentName },
    };
  },
  KnownFragmentNamesRule: (error) => {
    const fragmentName = quoted(error.message)[0] ?? '';
    return {
      message: `Fragment ${fragmentName} was used, but not defined`,
      extensions: { code: 'useAndDefineFragment', fragmentName },
    };
  },
};

function wireError(
  schema: GraphQLSchema,
  rule: ValidationRule,
  error: GraphQLError,
  document: DocumentNode,
): WireError {
  const shape = SHAPES[rule.name]?.(error, schema) ?? {
    message: error.message,
    extensions: { code: rule.name.replace(/Rule$/, '').replace(/^./, (c) => c.toLowerCase()) },
  };
  return {
    message: shape.message,
    locations: (error.locations ?? []).map(({ line, column }) => ({ line, column })),
    path: pathTo(document, error.nodes?.[0]?.loc?.start ?? 0),
    ...(shape.extensions ? { extensions: shape.extensions } : {}),
  };
}

/** The way from the operation to a position: ["query Name", "orders", "nodes", …]. */
function pathTo(document: DocumentNode, position: number): string[] {
  const path: string[] = [];
  type Holder = { loc?: { start: number; end: number } | undefined };
  const holds = (node: Holder) =>
    node.loc !== undefined && node.loc.start <= position && position < node.loc.end;
  let selections: readonly unknown[] = [];
  for (const definition of document.definitions) {
    if (!holds(definition)) continue;
    if (definition.kind === 'OperationDefinition') {
      path.push(`${definition.operation}${definition.name ? ` ${definition.name.value}` : ''}`);
      selections = definition.selectionSet.selections;
    } else if (definition.kind === 'FragmentDefinition') {
      path.push(`fragment ${definition.name.value}`);
      selections = definition.selectionSet.selections;
    }
  }
  for (;;) {
    const next = (selections as DescentNode[]).find(holds);
    if (!next) return path;
    if (next.kind === 'Field') path.push(next.alias?.value ?? next.name?.value ?? '');
    else if (next.kind === 'InlineFragment') {
      path.push(`... on ${next.typeCondition?.name.value ?? ''}`.trim());
    }
    selections = next.selectionSet?.selections ?? [];
  }
}

interface DescentNode {
  kind: string;
  loc?: { start: number; end: number };
  alias?: { value: string };
  name?: { value: string };
  typeCondition?: { name: { value: string } };
  selectionSet?: { selections: readonly unknown[] };
}
