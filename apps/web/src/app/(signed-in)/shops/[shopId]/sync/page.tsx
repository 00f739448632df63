import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { readSyncStatus } from '../../../../../api/server.ts';
import { askShops } from '../../../../../api/visitor.ts';
import { ShopBar } from '../../../../../dashboard/shop-bar.tsx';
import { ProblemPanel } from '../../../../../feedback/problem-panel.tsx';
import { requireSignIn } from '../../../../../session/require-sign-in.ts';
import page from '../../../../../shell/page.module.css';
import { PageProblem } from '../../../../../shell/page-problem.tsx';
import { shopLink } from '../../../../../shell/shop-link.ts';
import { SyncView } from '../../../../../sync/sync-view.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sync'))('title') };
}

export default async function SyncPage({ params }: PageProps<'/shops/[shopId]/sync'>) {
  const { shopId } = await params;
  const [shopsAnswer, statusAnswer] = await Promise.all([askShops(), readSyncStatus(shopId)]);
  const shops = await requireSignIn(shopsAnswer);
  const status = await requireSignIn(statusAnswer);
  if (!shops.ok) return <PageProblem problem={shops.problem} />;
  const shop = shops.data.find(({ id }) => id === shopId);
  if (!shop) notFound();
  const now = new Date();
  return (
    <div className={page.page}>
      <ShopBar shop={shop} shops={shops.data.map(shopLink)} now={now.getTime()} />
      {status.ok ? (
        <SyncView shop={shop} status={status.data} now={now} />
      ) : (
        <ProblemPanel problem={status.problem} />
      )}
    </div>
  );
}
