export type Comparator = ':' | ':>' | ':>=' | ':<' | ':<=';

export type Query =
  | { kind: 'all' }
  | { kind: 'and' | 'or'; parts: Query[] }
  | { kind: 'not'; part: Query }
  | { kind: 'term'; field: string | null; comparator: Comparator; value: string; quoted: boolean };

interface Token {
  text: string;
  kind: 'open' | 'close' | 'and' | 'or' | 'not' | 'term';
  term?: Query;
}

const TERM =
  /^(?:([A-Za-z_][\w.]*):(>=|<=|>|<)?)?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^\s()]+))/;

/** Reads the platform's search syntax: key:value terms, ranges, AND (implied), OR, NOT, brackets. */
export function parseSearch(text: string): Query {
  const tokens = tokenize(text);
  if (tokens.length === 0) return { kind: 'all' };
  const state = { tokens, index: 0 };
  return readOr(state);
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let rest = text.trim();
  while (rest.length > 0) {
    const token = readToken(rest);
    tokens.push(token);
    rest = rest.slice(token.text.length).trimStart();
  }
  return tokens;
}

function readToken(rest: string): Token {
  if (rest.startsWith('(')) return { kind: 'open', text: '(' };
  if (rest.startsWith(')')) return { kind: 'close', text: ')' };
  const word = /^(AND|OR|NOT)(?=[\s()]|$)/.exec(rest)?.[1];
  if (word) return { kind: word.toLowerCase() as 'and' | 'or' | 'not', text: word };
  if (/^-(?=\S)/.test(rest)) return { kind: 'not', text: '-' };
  const match = TERM.exec(rest);
  if (!match) return { kind: 'and', text: rest[0] as string };
  const quotedValue = match[3] ?? match[4];
  const term: Query = {
    kind: 'term',
    field: match[1] ?? null,
    comparator: `:${match[2] ?? ''}` as Comparator,
    value: (quotedValue ?? match[5] ?? '').replace(/\\(.)/g, '$1'),
    quoted: quotedValue !== undefined,
  };
  return { kind: 'term', text: match[0], term };
}

interface Reader {
  tokens: Token[];
  index: number;
}

function readOr(reader: Reader): Query {
  const parts = [readAnd(reader)];
  while (reader.tokens[reader.index]?.kind === 'or') {
    reader.index += 1;
    parts.push(readAnd(reader));
  }
  return parts.length === 1 ? (parts[0] as Query) : { kind: 'or', parts };
}

function readAnd(reader: Reader): Query {
  const parts: Query[] = [];
  for (;;) {
    const token = reader.tokens[reader.index];
    if (!token || token.kind === 'or' || token.kind === 'close') break;
    if (token.kind === 'and') reader.index += 1;
    else parts.push(readFactor(reader));
  }
  if (parts.length === 0) return { kind: 'all' };
  return parts.length === 1 ? (parts[0] as Query) : { kind: 'and', parts };
}

function readFactor(reader: Reader): Query {
  const token = reader.tokens[reader.index++] as Token;
  if (token.kind === 'not') {
    if (reader.index >= reader.tokens.length) return { kind: 'all' };
    return { kind: 'not', part: readFactor(reader) };
  }
  if (token.kind === 'open') {
    const inner = readOr(reader);
    if (reader.tokens[reader.index]?.kind === 'close') reader.index += 1;
    return inner;
  }
  return token.term ?? { kind: 'all' };
}
