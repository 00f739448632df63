'use client';

import { NativeSelect } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type InboxQuery, inboxPath, VIEW_NAMES } from './inbox-query.ts';
import type { InboxShop } from './inbox-shop.ts';
import classes from './inbox.module.css';

/** Which part of the inbox and of which shop; both live in the address. */
export function InboxFilters(props: { query: InboxQuery; shops: InboxShop[] }) {
  const t = useTranslations('inbox');
  const router = useRouter();
  const { view, shop } = props.query;
  return (
    <div className={classes.filters}>
      <nav className={classes.views} aria-label={t('views.label')}>
        {VIEW_NAMES.map((name) => (
          <Link
            key={name}
            href={inboxPath({ view: name, shop })}
            prefetch={false}
            aria-current={name === view ? 'page' : undefined}
          >
            {t(`views.${name}`)}
          </Link>
        ))}
      </nav>
      {props.shops.length > 1 && (
        <NativeSelect
          aria-label={t('shop')}
          value={shop ?? ''}
          onChange={(event) =>
            router.push(inboxPath({ view, shop: event.currentTarget.value || undefined }))
          }
          data={[
            { value: '', label: t('allShops') },
            ...props.shops.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
    </div>
  );
}
