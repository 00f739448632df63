/**
 * What places a line of a bulk result: its own and its parent's global id, cut into type and rest
 * (`gid://shopify/Order/7001` is type `Order`, key `7001`).
 */
export interface LineKeys {
  /** `__typename`, else the type in the id, else empty. */
  kind: string;
  type: string;
  /** Empty for objects that were selected without an id. */
  key: string;
  /** Empty for root objects. */
  parentType: string;
  parentKey: string;
  /** Where `,"__parentId":…}` starts when it ends the line, else -1. */
  parentAt: number;
}

const TYPENAME = '{"__typename":"';
const ID_AFTER_TYPENAME = '","id":"';
const ID_FIRST = '{"id":"';
const PARENT = ',"__parentId":"';
const PARENT_NAME = '"__parentId"';
const BACKSLASH = 92;
const CLOSING_BRACE = 125;

/** Type and rest of a global id as it stands in JSON text, slashes escaped or not. */
function cutId(raw: string): [type: string, key: string] | null {
  if (!raw.startsWith('gid:')) return null;
  const escaped = raw.charCodeAt(4) === BACKSLASH;
  const separator = escaped ? '\\/' : '/';
  const typeAt = raw.indexOf(separator, escaped ? 8 : 6) + separator.length;
  const typeEnd = raw.indexOf(separator, typeAt);
  if (typeAt < separator.length || typeEnd < 0) return null;
  return [raw.slice(typeAt, typeEnd), raw.slice(typeEnd + separator.length)];
}

function headOf(line: string): { kind: string; id: string } | null {
  let kind = '';
  let idAt = ID_FIRST.length;
  if (line.startsWith(TYPENAME)) {
    const kindEnd = line.indexOf('"', TYPENAME.length);
    if (!line.startsWith(ID_AFTER_TYPENAME, kindEnd)) return null;
    kind = line.slice(TYPENAME.length, kindEnd);
    idAt = kindEnd + ID_AFTER_TYPENAME.length;
  } else if (!line.startsWith(ID_FIRST)) {
    return null;
  }
  const idEnd = line.indexOf('"', idAt);
  return idEnd < 0 ? null : { kind, id: line.slice(idAt, idEnd) };
}

/**
 * The usual shape is read without parsing; null when the line has another one, or `head` or `tail` shows
 * too little of it. `tailAt` is where `tail` starts.
 */
function quickKeys(
  head: string,
  tail: string,
  tailAt: number,
  mentionsParent: () => boolean,
): LineKeys | null {
  const found = headOf(head);
  if (found === null) return null;
  const own = cutId(found.id);
  if (own === null) return null;
  const keys: LineKeys = {
    kind: found.kind || own[0],
    type: own[0],
    key: own[1],
    parentType: '',
    parentKey: '',
    parentAt: -1,
  };
  if (tail.endsWith('"}')) {
    const valueEnd = tail.length - 2;
    const valueAt = tail.lastIndexOf('"', valueEnd - 1) + 1;
    const parentAt = valueAt - PARENT.length;
    if (parentAt > 0 && tail.startsWith(PARENT, parentAt)) {
      const parent = cutId(tail.slice(valueAt, valueEnd));
      if (parent === null) return null;
      keys.parentType = parent[0];
      keys.parentKey = parent[1];
      keys.parentAt = tailAt + parentAt;
      return keys;
    }
  }
  return mentionsParent() ? null : keys;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function parsedKeys(line: string): LineKeys {
  const object = JSON.parse(line) as Record<string, unknown> | null;
  if (object === null || typeof object !== 'object' || Array.isArray(object)) {
    throw new SyntaxError('not a JSON object');
  }
  const own = cutId(textOf(object.id));
  const parentText = textOf(object.__parentId);
  const parent = cutId(parentText);
  if (object.__parentId != null && parent === null) throw new SyntaxError('unreadable __parentId');
  const end = parent ? endOfLine(line, parentText) : -1;
  return {
    kind: textOf(object.__typename) || (own?.[0] ?? ''),
    type: own?.[0] ?? '',
    key: own?.[1] ?? '',
    parentType: parent?.[0] ?? '',
    parentKey: parent?.[1] ?? '',
    parentAt: end,
  };
}

/** Where the parent's id starts when it is the last thing of the line, escaped or not. */
function endOfLine(line: string, parentId: string): number {
  for (const written of [parentId, parentId.replaceAll('/', '\\/')]) {
    const tail = `${PARENT}${written}"}`;
    if (line.endsWith(tail)) return line.length - tail.length;
  }
  return -1;
}

const NOT_ENDED = 'the line does not end with }';

/**
 * Reads where an object's text belongs. The rest of the text is not checked here.
 * @throws SyntaxError when the text is cut off or is not a JSON object.
 */
export function lineKeys(line: string): LineKeys {
  if (!line.endsWith('}')) throw new SyntaxError(NOT_ENDED);
  return quickKeys(line, line, 0, () => line.includes(PARENT_NAME)) ?? parsedKeys(line);
}

/** Where a line's own and its parent's id are usually found. */
const EDGE_BYTES = 160;

/**
 * Reads where a line of bytes belongs, looking at its two ends only where that is enough.
 * @throws SyntaxError when the line is cut off or is not a JSON object.
 */
export function byteKeys(line: Buffer): LineKeys {
  const { length } = line;
  if (line[length - 1] !== CLOSING_BRACE) throw new SyntaxError(NOT_ENDED);
  const tailAt = Math.max(0, length - EDGE_BYTES);
  const head = line.toString('latin1', 0, EDGE_BYTES);
  const tail = line.toString('latin1', tailAt);
  const quick = quickKeys(head, tail, tailAt, () => line.includes(PARENT_NAME, 0, 'latin1'));
  return quick ?? parsedKeys(line.toString('latin1'));
}
