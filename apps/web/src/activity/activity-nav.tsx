import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { InboxShop } from '../inbox/inbox-shop.ts';
import inbox from '../inbox/inbox.module.css';
import { type ActivityQuery, activityPath, VIEWS } from './activity-query.ts';
import { ShopFilter } from './shop-filter.tsx';

/** Which view and of which shop; the timeline is always of one. */
export function ActivityNav(props: {
  query: ActivityQuery;
  shops: InboxShop[];
  current: string | undefined;
}) {
  const t = useTranslations('activity');
  const { view, shop } = props.query;
  const choices = props.shops.map(({ id, name }) => ({
    id,
    name,
    href: activityPath({ view, shop: id }),
  }));
  const all = { id: '', name: t('allShops'), href: activityPath({ view }) };
  return (
    <div className={inbox.filters}>
      <nav className={inbox.views} aria-label={t('views.label')}>
        {VIEWS.map((name) => (
          <Link
            key={name}
            href={activityPath({ view: name, shop })}
            prefetch={false}
            aria-current={name === view ? 'page' : undefined}
          >
            {t(`views.${name}`)}
          </Link>
        ))}
      </nav>
      {props.shops.length > 1 && (
        <ShopFilter
          choices={view === 'timeline' ? choices : [all, ...choices]}
          current={props.current ?? ''}
        />
      )}
    </div>
  );
}
