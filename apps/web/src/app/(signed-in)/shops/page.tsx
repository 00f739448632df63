import type { Metadata } from 'next';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { readShopSummaries } from '../../../api/server.ts';
import type { ShopSummary } from '../../../api/types.ts';
import { askShops } from '../../../api/visitor.ts';
import { PanelSkeleton } from '../../../dashboard/figures-skeleton.tsx';
import { LiveRefresh } from '../../../feedback/live-refresh.tsx';
import { ProblemPanel } from '../../../feedback/problem-panel.tsx';
import { requireSignIn } from '../../../session/require-sign-in.ts';
import page from '../../../shell/page.module.css';
import { COMPARED, useShopRow } from '../../../shops/shop-row.tsx';
import { ShopsTable } from '../../../shops/shops-table.tsx';
import { Welcome } from '../../../shops/welcome.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('shops'))('title') };
}

export default async function ShopsPage() {
  const [shops, t] = await Promise.all([askShops().then(requireSignIn), getTranslations('shops')]);
  if (shops.ok && shops.data.length === 0) return <Welcome />;
  return (
    <div className={page.page}>
      <h1 className={page.title}>{t('title')}</h1>
      <p className={page.lead}>{t('lead')}</p>
      <Suspense fallback={<PanelSkeleton height={420} />}>
        <Comparison />
      </Suspense>
    </div>
  );
}

async function Comparison() {
  const answer = await requireSignIn(await readShopSummaries());
  if (!answer.ok) return <ProblemPanel problem={answer.problem} />;
  return <Rows shops={answer.data} />;
}

function Rows({ shops }: { shops: ShopSummary[] }) {
  const t = useTranslations();
  const row = useShopRow();
  const columns = [
    { key: 'name', label: t('shops.shop'), sortable: true },
    { key: 'freshness', label: t('shops.freshness'), wide: true },
    { key: 'trend', label: t('shops.trend'), wide: true },
    ...COMPARED.map((key) => ({
      key,
      label: t(`kpis.${key}.name`),
      align: 'right' as const,
      sortable: true,
    })),
  ];
  return (
    <>
      <ShopsTable columns={columns} rows={shops.map(row)} />
      <LiveRefresh busy={shops.some((shop) => shop.freshness.syncing)} />
    </>
  );
}
