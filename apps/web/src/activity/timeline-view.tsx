import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { ProblemPanel } from '../feedback/problem-panel.tsx';
import { formatDay } from '../format/day.ts';
import type { InboxShop } from '../inbox/inbox-shop.ts';
import { requireSignIn } from '../session/require-sign-in.ts';
import { ActivityEmpty } from './activity-empty.tsx';
import { type ActivityQuery, activityPath } from './activity-query.ts';
import { byDay } from './by-day.ts';
import { Pager } from './pager.tsx';
import { readTimeline } from './read-activity.ts';
import { TimelineRow } from './timeline-row.tsx';
import classes from './activity.module.css';

/** Everything that moved the ads of one shop, whoever did it. */
export async function TimelineView({ query, shop }: { query: ActivityQuery; shop: InboxShop }) {
  const [read, t, locale] = await Promise.all([
    readTimeline(shop.id, query),
    getTranslations('activity'),
    getLocale(),
  ]);
  const answer = await requireSignIn(read);
  if (!answer.ok) return <ProblemPanel problem={answer.problem} />;
  const { items, next_cursor: nextCursor } = answer.data;
  if (items.length === 0 && !query.cursor && !query.entity)
    return <ActivityEmpty view="timeline" />;
  const named = items.find(({ entity_id: id }) => id === query.entity);
  return (
    <section className={classes.list} aria-label={t('views.timeline')}>
      {query.entity && (
        <div className={classes.only}>
          <span>{t('onlyObject', { name: named?.entity_name ?? query.entity })}</span>
          <Link href={activityPath({ view: 'timeline', shop: query.shop })}>{t('allObjects')}</Link>
        </div>
      )}
      {items.length === 0 && <p className={classes.none}>{t('noneOfObject')}</p>}
      {byDay(items, shop.timezone).map(({ day, entries }) => (
        <section key={day}>
          <h2 className={classes.day}>{formatDay(day, locale)}</h2>
          <ul>
            {entries.map((entry) => (
              <TimelineRow key={entry.id} entry={entry} query={query} timezone={shop.timezone} />
            ))}
          </ul>
        </section>
      ))}
      <Pager query={query} nextCursor={nextCursor} />
    </section>
  );
}
