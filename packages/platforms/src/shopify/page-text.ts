/** The keys whose connections become plain arrays, as in a bulk result put together. */
const CONNECTIONS = new Set(['lineItems', 'shippingLines', 'agreements', 'sales']);

const SPACE = /\s/;

function skipSpace(text: string, at: number): number {
  let i = at;
  while (i < text.length && SPACE.test(text[i] as string)) i += 1;
  return i;
}

function endOfString(text: string, at: number): number {
  let i = at + 1;
  while (text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i + 1;
}

/** The index after the value that starts at `at`. The text is known to be JSON. */
function endOfValue(text: string, at: number): number {
  const first = text[at];
  if (first === '"') return endOfString(text, at);
  let i = at;
  if (first !== '{' && first !== '[') {
    while (i < text.length && !/[,}\]\s]/.test(text[i] as string)) i += 1;
    return i;
  }
  for (let depth = 0; ; ) {
    const char = text[i];
    if (char === '"') {
      i = endOfString(text, i);
      continue;
    }
    if (char === '{' || char === '[') depth += 1;
    if (char === '}' || char === ']') depth -= 1;
    i += 1;
    if (depth === 0) return i;
  }
}

interface Member {
  key: string;
  value: string;
}

function* membersOf(object: string): Generator<Member> {
  let at = skipSpace(object, 1);
  while (object[at] === '"') {
    const keyEnd = endOfString(object, at);
    const valueAt = skipSpace(object, skipSpace(object, keyEnd) + 1);
    const valueEnd = endOfValue(object, valueAt);
    yield { key: object.slice(at + 1, keyEnd - 1), value: object.slice(valueAt, valueEnd) };
    at = skipSpace(object, valueEnd);
    if (object[at] === ',') at = skipSpace(object, at + 1);
  }
}

function elementsOf(array: string): string[] {
  const elements: string[] = [];
  let at = skipSpace(array, 1);
  while (array[at] !== ']') {
    const end = endOfValue(array, at);
    elements.push(array.slice(at, end));
    at = skipSpace(array, end);
    if (array[at] === ',') at = skipSpace(array, at + 1);
  }
  return elements;
}

const memberOf = (object: string, key: string): string | undefined => {
  for (const member of membersOf(object)) if (member.key === key) return member.value;
  return undefined;
};

/** A child list of an order has more entries than the page asked for. */
export class MoreChildren extends Error {}

function flatten(object: string): string {
  const members: string[] = [];
  for (const { key, value } of membersOf(object)) {
    members.push(`"${key}":${CONNECTIONS.has(key) ? listOf(value) : value}`);
  }
  return `{${members.join(',')}}`;
}

function listOf(connection: string): string {
  if (memberOf(memberOf(connection, 'pageInfo') ?? '{}', 'hasNextPage') === 'true') {
    throw new MoreChildren();
  }
  return `[${elementsOf(memberOf(connection, 'nodes') ?? '[]')
    .map(flatten)
    .join(',')}]`;
}

/**
 * The orders of an answer as the same JSON texts a bulk result gives, cut out of the body so that every
 * value keeps the bytes it came in.
 * @param body an answer that was parsed before
 * @throws MoreChildren when an order has more children than the page holds
 */
export function orderTexts(body: string): string[] {
  const data = memberOf(body.trim(), 'data') ?? '{}';
  const orders = memberOf(data, 'orders') ?? '{}';
  return elementsOf(memberOf(orders, 'nodes') ?? '[]').map(flatten);
}
