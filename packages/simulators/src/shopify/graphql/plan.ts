import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionNode,
  getArgumentValues,
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { RESOLVERS } from './resolvers.ts';
import type { Resolver } from './resolver-types.ts';
import { scopeOf } from './scopes.ts';

export type Arguments = Readonly<Record<string, unknown>>;

/** One response key of a selection, ready to be read from a source object. */
export interface Step {
  key: string;
  name: string;
  parent: GraphQLObjectType;
  nodes: FieldNode[];
  args: Arguments;
  shape: Shape;
  isConnection: boolean;
  /** The key as JSON text with its colon. */
  label: string;
  scope: string | null;
  resolver: Resolver<never> | null;
}

export type Shape =
  | { kind: 'nonNull'; of: Shape }
  | { kind: 'list'; of: Shape }
  | { kind: 'leaf'; typeName: string }
  | { kind: 'object'; type: GraphQLCompositeType; selection: Selection };

/** A selection set whose steps are worked out once per concrete type. */
export class Selection {
  readonly #compiler: Compiler;
  readonly #nodes: FieldNode[];
  readonly #byType = new Map<string, Step[]>();

  constructor(compiler: Compiler, nodes: FieldNode[]) {
    this.#compiler = compiler;
    this.#nodes = nodes;
  }

  stepsFor(type: GraphQLObjectType): Step[] {
    let steps = this.#byType.get(type.name);
    if (!steps) {
      const sets = this.#nodes.flatMap((node) => node.selectionSet?.selections ?? []);
      steps = this.#compiler.compile(type, sets);
      this.#byType.set(type.name, steps);
    }
    return steps;
  }

  /** Concrete types that fragments of this selection speak of. */
  mentionedTypes(type: GraphQLCompositeType): GraphQLObjectType[] {
    const sets = this.#nodes.flatMap((node) => node.selectionSet?.selections ?? []);
    return this.#compiler.mentioned(type, sets);
  }
}

/** Turns selections of one operation into steps; variables and directives are settled here. */
export class Compiler {
  readonly schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variables: Record<string, unknown>;

  constructor(
    schema: GraphQLSchema,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    variables: Record<string, unknown>,
  ) {
    this.schema = schema;
    this.#fragments = fragments;
    this.#variables = variables;
  }

  compile(type: GraphQLObjectType, selections: readonly SelectionNode[]): Step[] {
    const groups = new Map<string, FieldNode[]>();
    this.#collect(type, selections, groups);
    const fields = type.getFields();
    return [...groups].map(([key, nodes]) => {
      const first = nodes[0] as FieldNode;
      const name = first.name.value;
      const field = fields[name];
      const base = {
        key,
        name,
        parent: type,
        nodes,
        label: `${JSON.stringify(key)}:`,
        scope: scopeOf(type.name, name),
        resolver: RESOLVERS[type.name]?.[name] ?? null,
      };
      if (!field) {
        const shape: Shape = { kind: 'nonNull', of: { kind: 'leaf', typeName: 'String' } };
        return { ...base, args: {}, shape, isConnection: false };
      }
      return {
        ...base,
        args: this.#argumentsOf(field, first),
        shape: this.#shapeOf(field.type, nodes),
        isConnection: isConnectionType(field.type),
      };
    });
  }

  mentioned(type: GraphQLCompositeType, selections: readonly SelectionNode[]): GraphQLObjectType[] {
    const found = new Set<GraphQLObjectType>();
    const visit = (list: readonly SelectionNode[]) => {
      for (const node of list) {
        if (node.kind === 'Field') continue;
        const fragment =
          node.kind === 'FragmentSpread' ? this.#fragments.get(node.name.value) : node;
        const condition = fragment?.typeCondition?.name.value;
        const target = condition ? this.schema.getType(condition) : undefined;
        if (isObjectType(target)) found.add(target);
        if (fragment) visit(fragment.selectionSet.selections);
      }
    };
    visit(selections);
    const possible = isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type];
    const first = possible.find((entry) => !found.has(entry));
    if (first) found.add(first);
    return [...found];
  }

  #collect(
    type: GraphQLObjectType,
    selections: readonly SelectionNode[],
    groups: Map<string, FieldNode[]>,
  ): void {
    for (const node of selections) {
      if (!this.#included(node)) continue;
      if (node.kind === 'Field') {
        const key = node.alias?.value ?? node.name.value;
        const group = groups.get(key);
        if (group) group.push(node);
        else groups.set(key, [node]);
        continue;
      }
      const fragment = node.kind === 'FragmentSpread' ? this.#fragments.get(node.name.value) : node;
      if (fragment && this.#applies(type, fragment.typeCondition?.name.value)) {
        this.#collect(type, fragment.selectionSet.selections, groups);
      }
    }
  }

  #applies(type: GraphQLObjectType, condition: string | undefined): boolean {
    if (!condition || condition === type.name) return true;
    const target = this.schema.getType(condition);
    return isAbstractType(target) && this.schema.isSubType(target, type);
  }

  #included(node: SelectionNode): boolean {
    const skip = getDirectiveValues(GraphQLSkipDirective, node, this.#variables);
    if (skip?.if === true) return false;
    const include = getDirectiveValues(GraphQLIncludeDirective, node, this.#variables);
    return include?.if !== false;
  }

  #argumentsOf(field: GraphQLField<unknown, unknown>, node: FieldNode): Arguments {
    return field.args.length === 0 ? {} : getArgumentValues(field, node, this.#variables);
  }

  #shapeOf(type: GraphQLOutputType, nodes: FieldNode[]): Shape {
    if (isNonNullType(type)) return { kind: 'nonNull', of: this.#shapeOf(type.ofType, nodes) };
    if (isListType(type)) return { kind: 'list', of: this.#shapeOf(type.ofType, nodes) };
    if (isCompositeType(type)) {
      return { kind: 'object', type, selection: new Selection(this, nodes) };
    }
    return { kind: 'leaf', typeName: type.name };
  }
}

function isConnectionType(type: GraphQLOutputType): boolean {
  const named = isNonNullType(type) ? type.ofType : type;
  return isObjectType(named) && named.name.endsWith('Connection');
}
