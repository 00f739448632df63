import type { LineKeys } from './line-keys.ts';
import { listOf } from './shape.ts';

interface Child {
  type: string;
  key: string;
  line: Buffer;
  /** Bytes of the line before its `__parentId`, to be closed with a brace; all of it where there is none. */
  end: number;
}

interface List {
  children: Child[];
  /** Ids have only grown so far; otherwise the list is sorted and freed of repetitions at the end. */
  ascending: boolean;
}

const COMMA = 44;
const CLOSING_BRACE = 125;
const CLOSING_BRACKET = 93;

const isAfter = (a: string, b: string): boolean =>
  a.length === b.length ? a > b : a.length > b.length;

/** The child lines of one object, by list, in the order of their ids: the same for any order of lines. */
export class Children {
  #lists = new Map<string, List>();

  /** Takes a view of the child's line, without its `__parentId`; objects without id keep their order. */
  add({ kind, type, key, parentAt }: LineKeys, line: Buffer): void {
    const name = listOf(kind);
    let list = this.#lists.get(name);
    if (!list) this.#lists.set(name, (list = { children: [], ascending: true }));
    const last = list.children.at(-1);
    if (last !== undefined && !isAfter(key, last.key)) list.ascending = false;
    list.children.push({ type, key, line, end: parentAt < 0 ? line.length : parentAt });
  }

  /** Lists by name, each freed of repetitions. */
  lists(): [name: string, children: readonly Child[]][] {
    return [...this.#lists]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, list]) => [name, list.ascending ? list.children : inOrder(list.children)]);
  }
}

const comesAfter = (a: Child, b: Child): boolean =>
  a.key === b.key ? a.type > b.type : isAfter(a.key, b.key);

/** Sorted by id; of several lines with one id the last wins. Objects of two types may share a number. */
function inOrder(children: readonly Child[]): Child[] {
  const anonymous = children.filter(({ key }) => key === '');
  const byId = new Map<string, Child>();
  for (const child of children) {
    if (child.key !== '') byId.set(`${child.type}/${child.key}`, child);
  }
  const sorted = [...byId.values()].sort((a, b) => (comesAfter(a, b) ? 1 : -1));
  return [...sorted, ...anonymous];
}

function sizeOf(line: Buffer, lists: readonly [string, readonly Child[]][]): number {
  let size = line.length;
  for (const [name, children] of lists) {
    size += name.length + `,"":[]`.length;
    for (const { end } of children) size += end + 2;
  }
  return size;
}

/**
 * A line with child lists (`,"lineItems":[…]`) put in before its `__parentId`.
 * @param parentAt where that starts; -1 where there is none
 * @param room gives a buffer of at least so many bytes to put the result at the start of
 */
export function withChildren(
  line: Buffer,
  parentAt: number,
  children: Children,
  room: (size: number) => Buffer,
): Buffer {
  const lists = children.lists();
  const target = room(sizeOf(line, lists));
  const cut = parentAt < 0 ? line.length - 1 : parentAt;
  let at = line.copy(target, 0, 0, cut);
  for (const [name, entries] of lists) {
    at += target.write(`,"${name}":[`, at, 'latin1');
    for (const [index, { line: child, end }] of entries.entries()) {
      if (index > 0) target[at++] = COMMA;
      at += child.copy(target, at, 0, end);
      if (end < child.length) target[at++] = CLOSING_BRACE;
    }
    target[at++] = CLOSING_BRACKET;
  }
  at += line.copy(target, at, cut);
  return target.subarray(0, at);
}
