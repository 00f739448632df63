import { isAbstractType, isObjectType } from 'graphql';
import type { Selection, Shape, Step } from './plan.ts';

const FREE_OBJECTS = new Set([
  'MoneyBag',
  'MoneyV2',
  'PageInfo',
  'MailingAddress',
  'LocationAddress',
  'ShopAddress',
]);
const DEAR_FIELDS: Readonly<Record<string, number>> = { 'InventoryLevel.quantities': 58 };
const DEAR_MUTATIONS: Readonly<Record<string, number>> = { refundCreate: 20, orderCapture: 20 };

type Data = Record<string, unknown> | null | undefined;

/** Points a query asks for before it runs; with `data`, the points of what was returned. */
export function queryCost(steps: readonly Step[], data?: Data): number {
  return Math.max(1, stepsCost(steps, data));
}

function stepsCost(steps: readonly Step[], data: Data): number {
  let sum = 0;
  for (const step of steps)
    sum += stepCost(step, data === undefined ? undefined : data?.[step.key]);
  return sum;
}

function stepCost(step: Step, value: unknown): number {
  if (step.parent.name === 'Mutation') return mutationCost(step, value);
  if (value === null) return 0;
  const dear = DEAR_FIELDS[`${step.parent.name}.${step.name}`];
  if (dear !== undefined) return dear;
  if (step.isConnection) return connectionCost(step, value as Data);
  return shapeCost(step.shape, value);
}

function mutationCost(step: Step, value: unknown): number {
  const base = DEAR_MUTATIONS[step.name] ?? 10;
  const payload = objectShape(step.shape);
  if (!payload || !isObjectType(payload.type)) return base;
  let children = 0;
  for (const child of payload.selection.stepsFor(payload.type)) {
    const inner = objectShape(child.shape);
    if (!inner || child.name === 'userErrors' || !isObjectType(inner.type)) continue;
    const data = (value as Data)?.[child.key] as Data;
    children += stepsCost(
      inner.selection.stepsFor(inner.type),
      value === undefined ? undefined : data,
    );
  }
  return base + children;
}

function connectionCost(step: Step, data: Data): number {
  const shape = objectShape(step.shape);
  if (!shape || !isObjectType(shape.type)) return 2;
  const inner = shape.selection.stepsFor(shape.type);
  const list = inner.find((entry) => entry.name === 'nodes' || entry.name === 'edges');
  const asked = Number(step.args.first ?? step.args.last ?? 0);
  const rows = list ? (data?.[list.key] as unknown[] | undefined) : undefined;
  const count = data === undefined ? asked : (rows?.length ?? 0);
  if (!list || count === 0) return 2;
  const node = nodeCost(list, rows);
  return 2 + Math.max(1, Math.floor(2 * Math.log(count))) * (1 + node);
}

function nodeCost(list: Step, rows: readonly unknown[] | undefined): number {
  const shape = objectShape(list.shape);
  if (!shape) return 0;
  if (list.name === 'nodes') return mostExpensive(shape.type, shape.selection, rows);
  if (!isObjectType(shape.type)) return 0;
  const node = shape.selection.stepsFor(shape.type).find((entry) => entry.name === 'node');
  const inner = node ? objectShape(node.shape) : null;
  if (!node || !inner) return 0;
  const nodes = rows?.map((row) => (row as Record<string, unknown>)[node.key]);
  return mostExpensive(inner.type, inner.selection, nodes);
}

function mostExpensive(
  type: ObjectShape['type'],
  selection: Selection,
  rows: readonly unknown[] | undefined,
): number {
  const sample: readonly unknown[] = rows ?? [undefined];
  let most = 0;
  for (const row of sample) most = Math.max(most, branchCost(type, selection, row as Data));
  return most;
}

function branchCost(type: ObjectShape['type'], selection: Selection, data: Data): number {
  if (data === null) return 0;
  const types = isAbstractType(type) ? selection.mentionedTypes(type) : [type];
  return Math.max(0, ...types.map((entry) => stepsCost(selection.stepsFor(entry), data)));
}

type ObjectShape = Extract<Shape, { kind: 'object' }>;

function objectShape(shape: Shape): ObjectShape | null {
  if (shape.kind === 'nonNull' || shape.kind === 'list') return objectShape(shape.of);
  return shape.kind === 'object' ? shape : null;
}

function shapeCost(shape: Shape, value: unknown): number {
  const object = objectShape(shape);
  if (!object) return 0;
  if (object.type.name === 'Count') return 10;
  const own = FREE_OBJECTS.has(object.type.name) ? 0 : 1;
  const rows = Array.isArray(value) ? value : [value];
  let most = 0;
  for (const row of rows)
    most = Math.max(most, branchCost(object.type, object.selection, row as Data));
  return own + most;
}
