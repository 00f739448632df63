import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { Shop } from '../api/types.ts';
import { ProblemPanel } from '../feedback/problem-panel.tsx';
import { askWaiting } from '../inbox/read-waiting.ts';
import { requireSignIn } from '../session/require-sign-in.ts';
import { Panel } from '../shell/panel.tsx';
import { readRecent } from './read-recent.ts';
import { RecentRow } from './recent-row.tsx';
import classes from './home.module.css';

const SHOWN = 7;
/** Every shop is a request of its own: the default one, and those where something waits. */
const MOST_SHOPS = 5;

/** What changed: what was carried out and how it went, and what somebody changed elsewhere. */
export async function Recent({ shop, now }: { shop: Shop; now: number }) {
  const waiting = await askWaiting();
  const decided = waiting.ok ? waiting.data.items.map(({ shop_id: id }) => id) : [];
  const shopIds = [...new Set([shop.id, ...decided])].slice(0, MOST_SHOPS);
  const [read, t] = await Promise.all([readRecent(shopIds, SHOWN), getTranslations('home')]);
  const answer = await requireSignIn(read);
  if (!answer.ok) return <ProblemPanel problem={answer.problem} />;
  return (
    <Panel
      title={t('changed')}
      aside={
        <Link href="/activity" className={classes.all}>
          {t('toActivity')}
        </Link>
      }
    >
      {answer.data.length === 0 ? (
        <p className={classes.none}>{t('nothingChanged')}</p>
      ) : (
        <ul className={classes.recent}>
          {answer.data.map((item) => (
            <RecentRow
              key={item.kind === 'change' ? item.change.id : item.execution.id}
              item={item}
              now={now}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}
