import { invalidParameter } from './errors.ts';

export type Params = ReadonlyMap<string, string>;

/** Nested selections: `id,creative{id,title}`. */
export type FieldTree = Map<string, FieldTree>;

export function jsonParam(params: Params, name: string): unknown {
  const text = params.get(name);
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw invalidParameter(`Param ${name} must be valid JSON.`, [name]);
  }
}

/** A list given as a JSON array or separated by commas. */
export function listParam(params: Params, name: string): string[] | undefined {
  const text = params.get(name)?.trim();
  if (text === undefined || text === '') return undefined;
  if (!text.startsWith('[')) return text.split(',').map((item) => item.trim());
  const parsed = jsonParam(params, name);
  if (!Array.isArray(parsed)) throw invalidParameter(`Param ${name} must be an array.`, [name]);
  return parsed.map(String);
}

export function limitParam(params: Params): number {
  const text = params.get('limit');
  if (text === undefined) return 25;
  if (!/^\d+$/.test(text) || Number(text) < 1) {
    throw invalidParameter('Param limit must be an integer greater than or equal to 1.', ['limit']);
  }
  return Number(text);
}

export function fieldTree(text: string): FieldTree {
  const cleaned = text.trim().startsWith('[') ? listOf(text).join(',') : text;
  const root: FieldTree = new Map();
  const stack = [root];
  let name = '';
  const flush = () => {
    const key = name.trim();
    name = '';
    if (!key) return null;
    const child: FieldTree = new Map();
    stack.at(-1)?.set(key, child);
    return child;
  };
  for (const char of cleaned) {
    if (char === ',') flush();
    else if (char === '{') stack.push(flush() ?? new Map());
    else if (char === '}') {
      flush();
      if (stack.length === 1) throw parseError();
      stack.pop();
    } else name += char;
  }
  flush();
  if (stack.length !== 1) throw parseError();
  return root;
}

function parseError() {
  return invalidParameter('Syntax error in the fields parameter.', ['fields']);
}

function listOf(text: string): string[] {
  try {
    return (JSON.parse(text) as unknown[]).map(String);
  } catch {
    throw parseError();
  }
}
