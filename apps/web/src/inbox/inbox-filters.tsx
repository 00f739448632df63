import { useTranslations } from 'next-intl';
import { type InboxQuery, inboxPath, VIEW_NAMES } from './inbox-query.ts';
import type { InboxShop } from './inbox-shop.ts';
import { ListFilters } from './list-filters.tsx';

/** Which part of the inbox, and of which shop. */
export function InboxFilters(props: { query: InboxQuery; shops: InboxShop[] }) {
  const t = useTranslations('inbox.views');
  const { view, shop } = props.query;
  return (
    <ListFilters
      label={t('label')}
      views={VIEW_NAMES.map((name) => ({
        id: name,
        name: t(name),
        href: inboxPath({ view: name, shop }),
      }))}
      view={view}
      shops={props.shops.map(({ id, name }) => ({
        id,
        name,
        href: inboxPath({ view, shop: id }),
      }))}
      allShops={inboxPath({ view })}
      shop={shop}
    />
  );
}
