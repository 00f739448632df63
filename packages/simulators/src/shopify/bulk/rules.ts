import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  isInterfaceType,
} from 'graphql';
import { parseRequest } from '../graphql/validate.ts';

const MAX_BYTES = 65_535;
const MAX_CONNECTIONS = 5;
const MAX_DEPTH = 2;

/** Checks a bulk query against the platform's rules; an empty list means it may run. */
export function bulkRuleViolations(schema: GraphQLSchema, query: string): string[] {
  const bytes = Buffer.byteLength(query);
  if (bytes > MAX_BYTES) {
    return [`Query is too large (${bytes} bytes; maximum is ${MAX_BYTES} bytes)`];
  }
  const parsed = parseRequest(schema, query);
  if ('errors' in parsed) {
    return parsed.errors.map((error) => {
      const message = error.message.replace(/ at \[\d+, \d+\]$/, '');
      return `Invalid bulk query: ${message}`;
    });
  }
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const node of parsed.document.definitions) {
    if (node.kind === 'FragmentDefinition') fragments.set(node.name.value, node);
    if (node.kind === 'OperationDefinition') operations.push(node);
  }
  const operation = operations[0];
  if (operations.length !== 1 || operation?.operation !== 'query') {
    return ['Invalid operation type. Only `query` operations are supported.'];
  }
  return new Inspection(schema, fragments).violations(operation);
}

interface Surroundings {
  depth: number;
  inList: boolean;
  /** The connection whose node we are inside of, if any. */
  parent: string | null;
}

class Inspection {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  #connections = 0;
  #tooDeep = false;
  #insideList = false;
  readonly #usingNodes: string[] = [];
  readonly #nested = new Set<string>();
  readonly #withoutId = new Set<string>();

  constructor(schema: GraphQLSchema, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#schema = schema;
    this.#fragments = fragments;
  }

  violations(operation: OperationDefinitionNode): string[] {
    const root = this.#schema.getQueryType();
    if (!root) return [];
    const top = this.#fields(root, operation.selectionSet).map(({ node }) => node.name.value);
    const found: string[] = [];
    for (const name of ['node', 'nodes']) {
      if (top.includes(name)) {
        found.push(`Bulk queries cannot contain a top level \`${name}\` field.`);
      }
    }
    if (found.length > 0) return found;
    if (top.length > 1) return ['Bulk queries cannot contain more than one top level field.'];
    this.#walk(root, operation.selectionSet, { depth: 0, inList: false, parent: null });
    return this.#summary();
  }

  #summary(): string[] {
    const found: string[] = [];
    if (this.#connections === 0) found.push('Bulk queries must contain at least one connection.');
    if (this.#connections > MAX_CONNECTIONS) {
      found.push(`Bulk queries cannot contain more than ${MAX_CONNECTIONS} connections.`);
    }
    if (this.#tooDeep) {
      found.push(
        `Bulk queries cannot contain connections with a nesting depth greater than ${MAX_DEPTH}.`,
      );
    }
    if (this.#insideList) {
      found.push(
        'Queries that contain a connection field within a list field are not currently supported.',
      );
    }
    if (this.#usingNodes.length > 0) {
      const fields = [...new Set(this.#usingNodes)].map((name) => `'${name}'`).join(', ');
      found.push(
        "All connection fields in a bulk query must select their contents using 'edges' > 'node', " +
          "e.g: 'orders { edges { node {'. Selecting via 'nodes' is not supported. " +
          `Invalid connection fields: ${fields}.`,
      );
    }
    const bare = [...this.#nested].filter((name) => this.#withoutId.has(name));
    if (bare.length > 0) {
      found.push(
        "The parent 'node' field for a nested connection must select the 'id' field without an " +
          "alias and must be of 'ID' return type. Connection fields without 'id': " +
          `${bare.join(', ')}.`,
      );
    }
    return found;
  }

  #walk(type: GraphQLCompositeType, set: SelectionSetNode, around: Surroundings): void {
    for (const { node, owner } of this.#fields(type, set)) {
      const field = owner.getFields()[node.name.value];
      if (!field || !node.selectionSet) continue;
      const named = getNamedType(field.type);
      if (!isCompositeType(named)) continue;
      if (isObjectType(named) && named.name.endsWith('Connection')) {
        this.#connection(node, named, around);
      } else {
        const inList = around.inList || isListType(getNullableType(field.type));
        this.#walk(named, node.selectionSet, { ...around, inList });
      }
    }
  }

  #connection(node: FieldNode, type: GraphQLCompositeType, around: Surroundings): void {
    const name = node.name.value;
    this.#connections += 1;
    if (around.depth > MAX_DEPTH) this.#tooDeep = true;
    if (around.inList) this.#insideList = true;
    if (around.parent) this.#nested.add(around.parent);
    const inside = { depth: around.depth + 1, inList: false, parent: name };
    for (const { node: child, owner } of this.#fields(type, node.selectionSet)) {
      if (child.name.value === 'nodes') this.#usingNodes.push(name);
      const edge = getNamedType(owner.getFields()[child.name.value]?.type);
      if (!isObjectType(edge) || !child.selectionSet) continue;
      if (child.name.value === 'nodes') this.#node(name, edge, child, inside);
      if (child.name.value !== 'edges') continue;
      for (const { node: inner } of this.#fields(edge, child.selectionSet)) {
        const target = getNamedType(edge.getFields()[inner.name.value]?.type);
        if (inner.name.value === 'node' && isCompositeType(target)) {
          this.#node(name, target, inner, inside);
        }
      }
    }
  }

  #node(name: string, type: GraphQLCompositeType, node: FieldNode, inside: Surroundings): void {
    if (!node.selectionSet) return;
    const hasId = this.#fields(type, node.selectionSet).some(
      (entry) => entry.node.name.value === 'id' && !entry.node.alias,
    );
    if (!hasId) this.#withoutId.add(name);
    this.#walk(type, node.selectionSet, inside);
  }

  #fields(type: GraphQLCompositeType, set: SelectionSetNode | undefined): OwnedField[] {
    const found: OwnedField[] = [];
    for (const node of set?.selections ?? []) {
      if (node.kind === 'Field') {
        if (isObjectType(type) || isInterfaceType(type)) found.push({ node, owner: type });
        continue;
      }
      const fragment = node.kind === 'FragmentSpread' ? this.#fragments.get(node.name.value) : node;
      const condition = fragment?.typeCondition?.name.value;
      const target = condition ? this.#schema.getType(condition) : type;
      if (fragment && isCompositeType(target)) {
        found.push(...this.#fields(target, fragment.selectionSet));
      }
    }
    return found;
  }
}

interface OwnedField {
  node: FieldNode;
  owner: GraphQLObjectType | GraphQLInterfaceType;
}
