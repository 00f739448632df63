import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  buildClientSchema,
  type FieldNode,
  getNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type IntrospectionQuery,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';

const file = new URL(
  '../../../../simulators/src/shopify/schema/admin-2026-01.json.gz',
  import.meta.url,
);
const json = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as {
  data?: IntrospectionQuery;
};
const schema = buildClientSchema(json.data ?? (json as unknown as IntrospectionQuery));

/** Decides what the schema leaves open. */
interface Choices {
  currency: string;
  isNull(): boolean;
  /** A whole number from 0 up to `below`. */
  pick(below: number): number;
}

type Line = Record<string, unknown>;

const NEW_VALUE = 'A_VALUE_OF_TOMORROW';
const TEXTS = ['', 'x', '한국어 "q" \\ \n', 'nul \0', 'half \ud800'];
const INSTANTS = ['2026-01-03T15:20:11Z', '2025-12-31T15:00:00Z', '2026-03-08T07:30:00.123Z'];

/** The flat lines of a bulk result of `query`, children first, made from the pinned schema alone. */
export function schemaLines(query: string, choices: Choices): Line[] {
  const lines: Line[] = [];
  let ids = 0;
  const { definitions } = parse(query);
  const root = (definitions[0] as OperationDefinitionNode).selectionSet.selections[0] as FieldNode;
  const queryType = schema.getQueryType() as GraphQLObjectType;

  function scalar(type: string, field: string): unknown {
    const amount = `${choices.pick(9) === 0 ? '-' : ''}${choices.pick(100_000)}.${choices.pick(10)}`;
    if (type === 'ID') return `gid://shopify/Thing/${(ids += 1)}`;
    if (type === 'Boolean') return choices.pick(2) === 0;
    if (type === 'Int') return choices.pick(20) - 3;
    if (type === 'Float') return choices.pick(100) / 8;
    if (type === 'Decimal' || type === 'Money') return amount;
    if (type === 'UnsignedInt64') return '18446744073709551615';
    if (type === 'DateTime') return INSTANTS[choices.pick(INSTANTS.length)];
    return field === 'currencyCode' ? choices.currency : TEXTS[choices.pick(TEXTS.length)];
  }

  function value(type: GraphQLOutputType, field: FieldNode): unknown {
    if (isNonNullType(type)) return present(type.ofType as GraphQLOutputType, field);
    return choices.isNull() ? null : present(type, field);
  }

  function present(type: GraphQLOutputType, field: FieldNode): unknown {
    if (isListType(type)) {
      const inner = type.ofType as GraphQLOutputType;
      return Array.from({ length: choices.pick(4) }, () => value(inner, field));
    }
    if (isEnumType(type)) {
      if (type.name === 'CurrencyCode') return choices.currency;
      const values = [...type.getValues().map(({ name }) => name), NEW_VALUE];
      return values[choices.pick(values.length)];
    }
    const selection = field.selectionSet;
    return selection ? object(concrete(type), selection) : scalar(String(type), field.name.value);
  }

  function concrete(type: GraphQLOutputType): GraphQLObjectType {
    if (isObjectType(type)) return type;
    if (!isAbstractType(type)) throw new Error(`${String(type)} has no fields`);
    const kinds = schema.getPossibleTypes(type);
    return kinds[choices.pick(kinds.length)] as GraphQLObjectType;
  }

  function fieldsOf(type: GraphQLObjectType, { selections }: SelectionSetNode): FieldNode[] {
    return selections.flatMap((node) => {
      if (node.kind === 'Field') return [node];
      if (node.kind !== 'InlineFragment') throw new Error('A bulk query holds no named fragments');
      return node.typeCondition?.name.value === type.name ? fieldsOf(type, node.selectionSet) : [];
    });
  }

  function object(type: GraphQLObjectType, selection: SelectionSetNode): Line {
    const made: Line = {};
    for (const field of fieldsOf(type, selection)) {
      const name = field.name.value;
      const known = type.getFields()[name];
      if (name === '__typename') made[name] = type.name;
      else if (name === 'id') made[name] = `gid://shopify/${type.name}/${(ids += 1)}`;
      else if (known && getNamedType(known.type).name.endsWith('Connection')) {
        const count = choices.pick(4);
        for (let at = 0; at < count; at += 1) {
          lines.push({ ...node(type, field), __parentId: made.id });
        }
      } else if (known) made[name] = value(known.type, field);
    }
    return { ...made, aFieldOfTomorrow: { of: [choices.pick(9)] } };
  }

  /** One object of a connection selected as `edges { node { … } }`. */
  function node(parent: GraphQLObjectType, connection: FieldNode): Line {
    let type = getNamedType(parent.getFields()[connection.name.value]?.type) as GraphQLOutputType;
    let field = connection;
    for (const step of ['edges', 'node']) {
      const holder = type as GraphQLObjectType;
      type = getNamedType(holder.getFields()[step]?.type) as GraphQLOutputType;
      field = field.selectionSet?.selections[0] as FieldNode;
    }
    return object(concrete(type), field.selectionSet as SelectionSetNode);
  }

  for (let count = 0; count < 3; count += 1) lines.push(node(queryType, root));
  return lines;
}
