import pg from 'pg';

const oid = {
  int8: 20,
  date: 1082,
  timestamp: 1114,
  int8Array: 1016,
  numericArray: 1231,
  dateArray: 1182,
  timestampArray: 1115,
  textArray: 1009,
} as const;

type TextParser = (text: string) => unknown;

const asText: TextParser = (text) => text;
const defaultParser = pg.types.getTypeParser as (id: number, format?: string) => TextParser;
const parseTextArray = defaultParser(oid.textArray) as (text: string) => (string | null)[];

function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError(
    `The database returned the integer ${text}, which JavaScript cannot hold exactly. ` +
      'Select it as text (column::text) instead.',
  );
}

const parsers = new Map<number, TextParser>([
  [oid.int8, parseSafeInteger],
  [oid.date, asText],
  [oid.timestamp, asText],
  [
    oid.int8Array,
    (text) => parseTextArray(text).map((item) => (item === null ? null : parseSafeInteger(item))),
  ],
  [oid.numericArray, parseTextArray],
  [oid.dateArray, parseTextArray],
  [oid.timestampArray, parseTextArray],
]);

/**
 * How column values arrive, the same on every engine: int8 as number (throws beyond 2^53), numeric
 * as decimal string, date as 'YYYY-MM-DD', timestamptz as Date, timestamp as text.
 */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser(id: number, format?: 'text' | 'binary') {
    const own = format === 'binary' ? undefined : parsers.get(id);
    return own ?? defaultParser(id, format);
  },
};
