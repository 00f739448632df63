'use client';

import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { request } from '../api/browser.ts';
import type { AdEntity } from '../api/types.ts';

export type PickedObject = Pick<AdEntity, 'entity_id' | 'name' | 'level'>;

const FOUND = 30;
const PAUSE_MS = 250;

/** Chooses campaigns, ad sets and ads by name out of however many there are. */
export function ObjectPicker(props: {
  shopId: string;
  /** Objects already chosen, with their names. */
  picked: PickedObject[];
  value: string[];
  error: string | undefined;
  onChange: (ids: string[]) => void;
}) {
  const t = useTranslations('rules.form');
  const levels = useTranslations('rules.levels');
  const { shopId } = props;
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), PAUSE_MS);
  const [known, setKnown] = useState<ReadonlyMap<string, PickedObject>>(
    () => new Map(props.picked.map((object) => [object.entity_id, object])),
  );
  const [found, setFound] = useState<readonly string[]>([]);
  useEffect(() => {
    if (wanted === '') return setFound([]);
    let isOver = false;
    const look = async () => {
      const answer = await request((client, how) =>
        client.kpiProfiles.entities(shopId, { search: wanted, limit: FOUND }, how),
      );
      if (isOver || !answer.ok) return;
      const objects = answer.data.items.filter(({ level }) => level !== 'account');
      setKnown(
        (before) => new Map([...before, ...objects.map((one) => [one.entity_id, one] as const)]),
      );
      setFound(objects.map(({ entity_id: id }) => id));
    };
    void look();
    return () => {
      isOver = true;
    };
  }, [wanted, shopId]);
  const label = (id: string) => {
    const object = known.get(id);
    return object ? `${object.name} · ${levels(object.level)}` : id;
  };
  const ids = [...new Set([...props.value, ...found])];
  return (
    <MultiSelect
      label={t('objects')}
      description={t('objectsHint')}
      placeholder={props.value.length === 0 ? t('allObjects') : undefined}
      data={ids.map((id) => ({ value: id, label: label(id) }))}
      value={props.value}
      onChange={props.onChange}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      // The server has searched already, in more than the label.
      filter={({ options }) => options}
      nothingFoundMessage={t(wanted === '' ? 'typeToSearch' : 'nothingFound')}
      error={props.error}
      clearable
      size="md"
    />
  );
}
