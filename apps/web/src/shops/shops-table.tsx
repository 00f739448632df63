'use client';

import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useDeferredValue, useState } from 'react';
import page from '../shell/page.module.css';
import { SortableTable, type TableColumn, type TableRow } from '../table/sortable-table.tsx';
import table from '../table/table.module.css';
import classes from './shops.module.css';

/** The comparison, searched and sorted in the browser over rows the server wrote. */
export function ShopsTable(props: {
  columns: TableColumn[];
  rows: (TableRow & { search: string })[];
}) {
  const t = useTranslations('shops');
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim().toLocaleLowerCase());
  const rows = wanted ? props.rows.filter((row) => row.search.includes(wanted)) : props.rows;
  return (
    <div className={page.panel}>
      <div className={classes.tools}>
        <TextInput
          type="search"
          size="sm"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('search')}
          aria-label={t('search')}
          leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
        />
        <span role="status">
          {wanted
            ? t('found', { found: rows.length, count: props.rows.length })
            : t('count', { count: props.rows.length })}
        </span>
      </div>
      {rows.length === 0 ? (
        <p className={table.none}>{t('none', { search })}</p>
      ) : (
        <SortableTable label={t('title')} columns={props.columns} rows={rows} />
      )}
    </div>
  );
}
