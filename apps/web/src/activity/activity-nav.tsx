import { useTranslations } from 'next-intl';
import type { InboxShop } from '../inbox/inbox-shop.ts';
import { ListFilters } from '../inbox/list-filters.tsx';
import { type ActivityQuery, activityPath, VIEWS } from './activity-query.ts';

/** Which view and of which shop; the timeline is always of one. */
export function ActivityNav(props: {
  query: ActivityQuery;
  shops: InboxShop[];
  current: string | undefined;
}) {
  const t = useTranslations('activity.views');
  const { view, shop } = props.query;
  return (
    <ListFilters
      label={t('label')}
      views={VIEWS.map((name) => ({
        id: name,
        name: t(name),
        href: activityPath({ view: name, shop }),
      }))}
      view={view}
      shops={props.shops.map(({ id, name }) => ({
        id,
        name,
        href: activityPath({ view, shop: id }),
      }))}
      {...(view === 'timeline' ? {} : { allShops: activityPath({ view }) })}
      shop={props.current}
    />
  );
}
