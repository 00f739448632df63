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
const BACKSLASH = 92;

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
  if (line.startsWith(TYPENAME)) {
    const kindEnd = line.indexOf('"', TYPENAME.length);
    if (!line.startsWith(ID_AFTER_TYPENAME, kindEnd)) return null;
    const idAt = kindEnd + ID_AFTER_TYPENAME.length;
    return {
      kind: line.slice(TYPENAME.length, kindEnd),
      id: line.slice(idAt, line.indexOf('"', idAt)),
    };
  }
  if (!line.startsWith(ID_FIRST)) return null;
  return { kind: '', id: line.slice(ID_FIRST.length, line.indexOf('"', ID_FIRST.length)) };
}

/** The usual shape is read without parsing; null when the line has another one. */
function quickKeys(line: string): LineKeys | null {
  const head = headOf(line);
  if (head === null) return null;
  const own = cutId(head.id);
  if (own === null) return null;
  const keys: LineKeys = {
    kind: head.kind || own[0],
    type: own[0],
    key: own[1],
    parentType: '',
    parentKey: '',
    parentAt: -1,
  };
  if (line.endsWith('"}')) {
    const valueEnd = line.length - 2;
    const valueAt = line.lastIndexOf('"', valueEnd - 1) + 1;
    const parentAt = valueAt - PARENT.length;
    if (parentAt > 0 && line.startsWith(PARENT, parentAt)) {
      const parent = cutId(line.slice(valueAt, valueEnd));
      if (parent === null) return null;
      keys.parentType = parent[0];
      keys.parentKey = parent[1];
      keys.parentAt = parentAt;
      return keys;
    }
  }
  return line.includes('"__parentId"') ? null : keys;
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

/**
 * Reads where a line belongs. The rest of the line is not checked here.
 * @throws SyntaxError when the line is cut off or is not a JSON object.
 */
export function lineKeys(line: string): LineKeys {
  if (!line.endsWith('}')) throw new SyntaxError('the line does not end with }');
  return quickKeys(line) ?? parsedKeys(line);
}
