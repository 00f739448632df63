import type { FragmentDefinitionNode, GraphQLCompositeType, GraphQLObjectType } from 'graphql';
import { shuffle } from '../../world/shuffle.ts';
import type { RequestContext } from '../graphql/context.ts';
import { FieldError, type WireError } from '../graphql/errors.ts';
import { Compiler, Selection, type Shape, type Step } from '../graphql/plan.ts';
import type { Source } from '../graphql/project.ts';
import { parseRequest } from '../graphql/validate.ts';
import type { ShopSession } from '../session.ts';
import { type ChildRows, nodeText } from './node-text.ts';

export interface BulkRows {
  /** One JSON object each, with its newline, as UTF-8: strings built by pieces would stay as ropes. */
  lines: Buffer[];
  roots: number;
  /** Errors met while reading; any error fails the operation. */
  errors: WireError[];
}

/**
 * Reads a bulk query into JSONL lines: one per node, connections as rows of their own that point
 * to their parent. Grouped output follows each parent; flat output is in a stable shuffled order.
 */
export function bulkRows(
  session: ShopSession,
  query: string,
  grouped: boolean,
  now: number,
  shuffleKey: string,
): BulkRows {
  const parsed = parseRequest(session.schema, query);
  if ('errors' in parsed) throw new Error('An invalid bulk query cannot be read.');
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of parsed.document.definitions) {
    if (node.kind === 'FragmentDefinition') fragments.set(node.name.value, node);
  }
  const operation = parsed.document.definitions.find((node) => node.kind === 'OperationDefinition');
  const root = session.schema.getQueryType() as GraphQLObjectType;
  const selection = new Selection(new Compiler(session.schema, fragments, {}), [
    {
      kind: 'Field',
      name: { kind: 'Name', value: 'root' },
      selectionSet: operation?.selectionSet,
    } as never,
  ]);
  const rows: BulkRows = { lines: [], roots: 0, errors: [] };
  const context: RequestContext = { session, now, errors: rows.errors, searchNotes: [] };
  try {
    const roots: ChildRows[] = [];
    nodeText(root, selection, {}, context, null, roots);
    for (const entry of roots) {
      rows.roots += entry.nodes.length;
      emit(entry, context, rows.lines);
    }
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    rows.errors.push({ message: error.message, extensions: error.extensions });
  }
  if (!grouped) shuffle(rows.lines, shuffleKey);
  return rows;
}

function emit(entry: ChildRows, context: RequestContext, lines: Buffer[]): void {
  const node = nodeShape(entry.step);
  if (!node) return;
  const parent = entry.parentId?.replaceAll('/', '\\/');
  for (const source of entry.nodes as Source[]) {
    const children: ChildRows[] = [];
    const { type, selection } = node;
    const text = nodeText(type, selection, source, context, entry.parentId, children);
    const comma = text.length > 1 ? ',' : '';
    const end = parent === undefined ? '}\n' : `${comma}"__parentId":"${parent}"}\n`;
    lines.push(Buffer.from(text + end));
    for (const child of children) emit(child, context, lines);
  }
}

function nodeShape(step: Step): { type: GraphQLCompositeType; selection: Selection } | null {
  const connection = objectShape(step.shape);
  const edges = connection?.selection
    .stepsFor(connection.type as GraphQLObjectType)
    .find((entry) => entry.name === 'edges');
  const edge = edges ? objectShape(edges.shape) : null;
  const node = edge?.selection
    .stepsFor(edge.type as GraphQLObjectType)
    .find((entry) => entry.name === 'node');
  return node ? objectShape(node.shape) : null;
}

function objectShape(shape: Shape): Extract<Shape, { kind: 'object' }> | null {
  if (shape.kind === 'nonNull' || shape.kind === 'list') return objectShape(shape.of);
  return shape.kind === 'object' ? shape : null;
}
