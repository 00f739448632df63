import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { ProblemPanel } from '../feedback/problem-panel.tsx';
import inbox from '../inbox/inbox.module.css';
import { requireSignIn } from '../session/require-sign-in.ts';
import { ActivityEmpty } from './activity-empty.tsx';
import { type ActivityQuery, activityPath } from './activity-query.ts';
import { AuditRow } from './audit-row.tsx';
import { Pager } from './pager.tsx';
import { readAudit } from './read-activity.ts';
import classes from './activity.module.css';

/** Who did what; of one shop, or of everything the reader may see. */
export async function AuditView({ query, timezone }: { query: ActivityQuery; timezone: string }) {
  const [read, t] = await Promise.all([readAudit(query), getTranslations('activity')]);
  const answer = await requireSignIn(read);
  if (!answer.ok) return <ProblemPanel problem={answer.problem} />;
  const { items, next_cursor: nextCursor } = answer.data;
  if (items.length === 0 && !query.cursor) return <ActivityEmpty view="audit" />;
  const { reads } = query;
  return (
    <section className={classes.list} aria-label={t('views.audit')}>
      <ul>
        {items.map((entry) => (
          <AuditRow key={entry.id} entry={entry} timezone={timezone} />
        ))}
      </ul>
      <Pager query={query} nextCursor={nextCursor} />
      <nav className={inbox.pages} aria-label={t('reads.label')}>
        <Link href={activityPath({ ...query, reads: !reads, cursor: undefined })}>
          {t(reads ? 'reads.hide' : 'reads.show')}
        </Link>
      </nav>
    </section>
  );
}
