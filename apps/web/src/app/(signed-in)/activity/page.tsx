import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { ActivityNav } from '../../../activity/activity-nav.tsx';
import { activityPath, readActivityQuery } from '../../../activity/activity-query.ts';
import { ActivitySkeleton } from '../../../activity/activity-skeleton.tsx';
import { AuditView } from '../../../activity/audit-view.tsx';
import { ExecutionsView } from '../../../activity/executions-view.tsx';
import { TimelineView } from '../../../activity/timeline-view.tsx';
import { readExecutions } from '../../../api/server.ts';
import { askShops } from '../../../api/visitor.ts';
import { inboxShop } from '../../../inbox/inbox-shop.ts';
import { requireSignIn } from '../../../session/require-sign-in.ts';
import page from '../../../shell/page.module.css';
import { PageProblem } from '../../../shell/page-problem.tsx';
import { defaultShop } from '../../../shell/shop-link.ts';
import { Welcome } from '../../../shops/welcome.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('activity'))('title') };
}

export default async function ActivityPage({ searchParams }: PageProps<'/activity'>) {
  const [params, answer, t] = await Promise.all([
    searchParams,
    askShops().then(requireSignIn),
    getTranslations('activity'),
  ]);
  if (!answer.ok) return <PageProblem problem={answer.problem} />;
  const query = readActivityQuery(params);
  const { view } = query;
  const known = answer.data;
  const shops = known.map(inboxShop);
  const ownShop = defaultShop(known)?.id;
  const wanted = query.shop ?? (view === 'timeline' ? await lastActive() : undefined) ?? ownShop;
  const shop = shops.find(({ id }) => id === wanted);
  if (!ownShop) return <Welcome />;
  if (!shop) notFound();
  return (
    <div className={page.page}>
      <h1 className={page.title}>{t('title')}</h1>
      <p className={page.lead}>
        {t(`leads.${view}`)}{' '}
        {view === 'executions' ? t('clocks') : t('clock', { timezone: shop.timezone })}
      </p>
      <ActivityNav
        query={query}
        shops={shops}
        current={view === 'timeline' ? shop.id : query.shop}
      />
      <Suspense key={activityPath(query)} fallback={<ActivitySkeleton />}>
        {view === 'executions' && <ExecutionsView query={query} shops={shops} />}
        {view === 'timeline' && <TimelineView query={{ ...query, shop: shop.id }} shop={shop} />}
        {view === 'audit' && <AuditView query={query} timezone={shop.timezone} />}
      </Suspense>
    </div>
  );
}

/** The shop that was changed last: of several the one whose timeline is likeliest to be looked for. */
async function lastActive(): Promise<string | undefined> {
  const answer = await readExecutions({ limit: 1 });
  return answer.ok ? answer.data.items[0]?.shop_id : undefined;
}
