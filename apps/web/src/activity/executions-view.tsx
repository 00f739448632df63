import { getTranslations } from 'next-intl/server';
import { ProblemPanel } from '../feedback/problem-panel.tsx';
import type { InboxShop } from '../inbox/inbox-shop.ts';
import { requireSignIn } from '../session/require-sign-in.ts';
import type { ActivityQuery } from './activity-query.ts';
import { ActivityEmpty } from './activity-empty.tsx';
import { ExecutionList } from './execution-list.tsx';
import { Pager } from './pager.tsx';
import { readWrites } from './read-activity.ts';
import { UndoSince } from './undo-since.tsx';
import classes from './activity.module.css';

/** The log of what this product wrote to platforms. */
export async function ExecutionsView(props: { query: ActivityQuery; shops: InboxShop[] }) {
  const { query, shops } = props;
  const [read, t] = await Promise.all([readWrites(query), getTranslations('activity')]);
  const answer = await requireSignIn(read);
  if (!answer.ok) return <ProblemPanel problem={answer.problem} />;
  const { items, next_cursor: nextCursor } = answer.data;
  if (items.length === 0 && !query.cursor) return <ActivityEmpty view="executions" />;
  const manageable = shops.filter(({ canManage }) => canManage);
  return (
    <>
      {manageable.length > 0 && (
        <div className={classes.toolbar}>
          <UndoSince shops={manageable} shopId={query.shop} />
        </div>
      )}
      <ExecutionList executions={items} shops={shops} label={t('views.executions')}>
        <Pager query={query} nextCursor={nextCursor} />
      </ExecutionList>
    </>
  );
}
