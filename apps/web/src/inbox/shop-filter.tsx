'use client';

import { NativeSelect } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';

/** A choice and the address it leads to. */
export interface Choice {
  id: string;
  name: string;
  href: string;
}

/** Narrows a page to one shop; the choice lives in the address. */
export function ShopFilter(props: { choices: Choice[]; current: string }) {
  const t = useTranslations('inbox');
  const router = useRouter();
  if (props.choices.length < 2) return null;
  return (
    <NativeSelect
      aria-label={t('shop')}
      value={props.current}
      onChange={({ currentTarget: { value } }) => {
        const choice = props.choices.find(({ id }) => id === value);
        if (choice) router.push(choice.href);
      }}
      data={props.choices.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
