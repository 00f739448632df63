/** SQL types of the columns that the writer fills. */
export type ColumnType =
  | 'text'
  | 'numeric'
  | 'integer'
  | 'bigint'
  | 'boolean'
  | 'date'
  | 'timestamptz'
  | 'jsonb';

/** A tenant table as the writer sees it; shop_id and connector_id come first in every key. */
export interface TableShape<Row> {
  table: string;
  /** Columns of the primary key after shop_id and connector_id. */
  key: readonly (keyof Row & string)[];
  columns: Readonly<Record<keyof Row & string, ColumnType>>;
}

export function columnNames<Row>(shape: TableShape<Row>): (keyof Row & string)[] {
  return Object.keys(shape.columns) as (keyof Row & string)[];
}

/** Columns outside the key. */
export function valueColumns<Row>(shape: TableShape<Row>): (keyof Row & string)[] {
  return columnNames(shape).filter((name) => !shape.key.includes(name));
}
