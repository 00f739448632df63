'use client';

import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { usePathname, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useMemo, useState, useTransition } from 'react';
import type { KpiProfile } from '../api/types.ts';
import { Panel } from '../shell/panel.tsx';
import { objectTree } from './object-tree.ts';
import { ObjectRow } from './object-row.tsx';
import type { Objects } from './read-goals.ts';
import classes from './goals.module.css';

/** What every campaign, ad set and ad is for, by itself or by what it belongs to. */
export function ObjectTreePanel(props: {
  shopId: string;
  objects: Objects;
  profiles: KpiProfile[];
  search: string;
  canManage: boolean;
}) {
  const t = useTranslations('goals');
  const router = useRouter();
  const pathname = usePathname();
  const [search, setSearch] = useState(props.search);
  const [pending, startTransition] = useTransition();
  const roots = useMemo(() => objectTree(props.objects.items), [props.objects]);
  const look = (event: FormEvent) => {
    event.preventDefault();
    const wanted = search.trim();
    const query = wanted ? `?search=${encodeURIComponent(wanted)}` : '';
    startTransition(() => router.push(`${pathname}${query}`, { scroll: false }));
  };
  return (
    <Panel title={t('objects')} note={t('objectsNote')}>
      <form className={classes.search} onSubmit={look} role="search">
        <TextInput
          type="search"
          size="sm"
          value={search}
          maxLength={100}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('search')}
          aria-label={t('search')}
          leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
        />
        <Button type="submit" variant="default" loading={pending}>
          {t('find')}
        </Button>
      </form>
      {roots.length === 0 ? (
        <p className={classes.none}>{t(props.search ? 'nothingFound' : 'noObjects')}</p>
      ) : (
        <ul className={classes.tree}>
          {roots.map((node) => (
            <ObjectRow
              key={node.id}
              node={node}
              depth={0}
              shopId={props.shopId}
              profiles={props.profiles}
              canManage={props.canManage}
            />
          ))}
        </ul>
      )}
      {props.objects.isCut && <p className={classes.none}>{t('isCut')}</p>}
    </Panel>
  );
}
