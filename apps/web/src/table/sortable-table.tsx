'use client';

import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import { compareKeys, type SortKey } from './compare-keys.ts';
import classes from './table.module.css';

export interface TableColumn {
  key: string;
  label: string;
  align?: 'left' | 'right';
  /** Absent: the column cannot be sorted by. */
  sortable?: boolean;
  /** Left out on a phone, where its content stands elsewhere in the row. */
  wide?: boolean;
}

export interface TableRow {
  id: string;
  /** Cells in the order of the columns, already written by the server. */
  cells: ReactNode[];
  /** What each sortable column is ordered by; null goes last either way. */
  keys: Readonly<Record<string, SortKey>>;
}

/** A table whose cells come from the server and whose order is chosen in the browser. */
export function SortableTable(props: {
  label: string;
  columns: TableColumn[];
  rows: TableRow[];
  initial?: { key: string; descending: boolean };
}) {
  const [order, setOrder] = useState(props.initial);
  const rows = useMemo(() => {
    if (!order) return props.rows;
    return [...props.rows].sort((a, b) =>
      compareKeys(a.keys[order.key] ?? null, b.keys[order.key] ?? null, order.descending),
    );
  }, [props.rows, order]);
  const sortBy = (key: string) =>
    setOrder((now) => ({ key, descending: now?.key === key ? !now.descending : true }));

  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={props.label}>
      <table className={classes.table}>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                data-align={column.align}
                data-wide={column.wide}
                aria-sort={
                  order?.key === column.key
                    ? order.descending
                      ? 'descending'
                      : 'ascending'
                    : undefined
                }
              >
                {column.sortable ? (
                  <button type="button" onClick={() => sortBy(column.key)}>
                    {column.label}
                    <SortMark
                      state={
                        order?.key === column.key ? (order.descending ? 'down' : 'up') : 'none'
                      }
                    />
                  </button>
                ) : (
                  column.label
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {row.cells.map((cell, index) => {
                const column = props.columns[index];
                return index === 0 ? (
                  <th key={column?.key} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={column?.key} data-align={column?.align} data-wide={column?.wide}>
                    {cell}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SortMark({ state }: { state: 'up' | 'down' | 'none' }) {
  const Icon = { up: IconArrowUp, down: IconArrowDown, none: IconArrowsSort }[state];
  return <Icon size={12} stroke={2} aria-hidden data-idle={state === 'none' || undefined} />;
}
