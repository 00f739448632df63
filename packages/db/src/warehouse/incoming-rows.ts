import type { ColumnType } from './table-shape.ts';

/** Rows travelling to the server inside one statement. */
export interface IncomingRows {
  /** FROM item, aliased `i`. */
  from: string;
  /** SQL expression of each column. */
  value: Readonly<Record<string, string>>;
}

/** Text columns that have one value for all rows of a statement. */
export type FixedColumns = Readonly<Record<string, string>>;

/**
 * Makes rows readable in a statement: one array parameter per column, unnested side by side. A column
 * with the same value in every row travels once. Appends its parameters to `params`.
 */
export function incomingRows<Row extends object>(
  rows: readonly Row[],
  columns: Readonly<Record<string, ColumnType>>,
  params: unknown[],
  fixed: FixedColumns = {},
): IncomingRows {
  const value: Record<string, string> = {};
  const arrays: string[] = [];
  const names: string[] = [];
  for (const [name, type] of Object.entries(columns)) {
    if (isConstant(rows, name as keyof Row)) {
      value[name] = scalar(rows[0]?.[name as keyof Row], type, params);
      continue;
    }
    params.push(arrayLiteral(rows, name as keyof Row, type));
    arrays.push(`$${params.length}::${type}[]`);
    names.push(name);
    value[name] = `i.${name}`;
  }
  for (const [name, text] of Object.entries(fixed)) value[name] = scalar(text, 'text', params);
  const from = names.length
    ? `unnest(${arrays.join(', ')}) as i(${names.join(', ')})`
    : `generate_series(1, ${rows.length}) as i(n)`;
  return { from, value };
}

function isConstant<Row>(rows: readonly Row[], name: keyof Row): boolean {
  const first = rows[0]?.[name] ?? null;
  if (rows.length > 1 && typeof first === 'object' && first !== null) return false;
  for (const row of rows) if ((row[name] ?? null) !== first) return false;
  return true;
}

function scalar(value: unknown, type: ColumnType, params: unknown[]): string {
  if (value === null || value === undefined) return `null::${type}`;
  params.push(textOf(value, type));
  return `$${params.length}::${type}`;
}

const needsQuotes = /[{}",\\\s]/;

/**
 * A Postgres array literal. Whatever text a platform sends, quotes keep it from being taken for a
 * separator, which would shift its column.
 */
function arrayLiteral<Row>(rows: readonly Row[], name: keyof Row, type: ColumnType): string {
  const elements = new Array<string>(rows.length);
  for (let index = 0; index < rows.length; index++) {
    const value = (rows[index] as Row)[name];
    elements[index] = value === null || value === undefined ? 'NULL' : element(textOf(value, type));
  }
  return `{${elements.join(',')}}`;
}

function element(text: string): string {
  if (needsQuotes.test(text)) return `"${text.replace(/["\\]/g, '\\$&')}"`;
  return text === '' || (text.length === 4 && text.toLowerCase() === 'null') ? `"${text}"` : text;
}

/** A value as the server reads its type; the caller quotes it. */
export function textOf(value: unknown, type: ColumnType): string {
  if (type === 'jsonb') return jsonText(value);
  return typeof value === 'string' ? value : String(value);
}

/** JSON of half a surrogate pair is an escape that jsonb refuses; like in text it becomes U+FFFD. */
function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes('\\ud')) return text;
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? Buffer.from(part, 'utf8').toString('utf8') : part,
  );
}
