import { lineKeys } from './line-keys.ts';
import { listOf } from './shape.ts';

interface Child {
  key: string;
  text: string;
}

interface List {
  children: Child[];
  /** Ids have only grown so far; otherwise the list is sorted and freed of repetitions at the end. */
  ascending: boolean;
}

const isAfter = (a: string, b: string): boolean =>
  a.length === b.length ? a > b : a.length > b.length;

/** The child lines of one object, by list, in the order of their ids: the same for any order of lines. */
export class Children {
  #lists = new Map<string, List>();

  /** `text` is the object without its closing brace's line end; objects without id keep their order. */
  add(kind: string, key: string, text: string): void {
    const name = listOf(kind);
    let list = this.#lists.get(name);
    if (!list) this.#lists.set(name, (list = { children: [], ascending: true }));
    const last = list.children.at(-1);
    if (last !== undefined && !isAfter(key, last.key)) list.ascending = false;
    list.children.push({ key, text });
  }

  /** `,"lineItems":[…],"agreements":[…]`, or nothing when there are none. */
  toText(): string {
    let text = '';
    for (const [name, list] of [...this.#lists].sort(([a], [b]) => (a < b ? -1 : 1))) {
      text += `,"${name}":[`;
      let first = true;
      for (const child of list.ascending ? list.children : inOrder(list.children)) {
        text += first ? child.text : `,${child.text}`;
        first = false;
      }
      text += ']';
    }
    return text;
  }
}

/** Sorted by id; of several lines with one id the last wins. */
function inOrder(children: readonly Child[]): Child[] {
  const anonymous = children.filter(({ key }) => key === '');
  const byKey = new Map<string, Child>();
  for (const child of children) if (child.key !== '') byKey.set(child.key, child);
  const sorted = [...byKey.values()].sort((a, b) => (isAfter(a.key, b.key) ? 1 : -1));
  return [...sorted, ...anonymous];
}

/** A line without the `__parentId` at its end. */
export const withoutParent = (line: string, parentAt: number): string =>
  parentAt < 0 ? line : `${line.slice(0, parentAt)}}`;

/** A line with child lists put in before its `__parentId`. */
export function withChildren(line: string, children: Children): string {
  const lists = children.toText();
  if (lists === '') return line;
  const { parentAt } = lineKeys(line);
  const at = parentAt < 0 ? line.length - 1 : parentAt;
  return line.slice(0, at) + lists + line.slice(at);
}
