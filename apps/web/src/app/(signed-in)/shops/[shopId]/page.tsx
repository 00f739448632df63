import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale } from 'next-intl/server';
import { Suspense } from 'react';
import { askShops } from '../../../../api/visitor.ts';
import { Figures } from '../../../../dashboard/figures.tsx';
import { FiguresSkeleton } from '../../../../dashboard/figures-skeleton.tsx';
import { ShopBar } from '../../../../dashboard/shop-bar.tsx';
import { formatDayRange } from '../../../../format/day.ts';
import { todayIn } from '../../../../range/calendar.ts';
import { RangeControl } from '../../../../range/range-control.tsx';
import { readRange } from '../../../../range/range.ts';
import { requireSignIn } from '../../../../session/require-sign-in.ts';
import page from '../../../../shell/page.module.css';
import { PageProblem } from '../../../../shell/page-problem.tsx';
import { shopLink } from '../../../../shell/shop-link.ts';

type Props = PageProps<'/shops/[shopId]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ shopId }, shops] = await Promise.all([params, askShops()]);
  const shop = shops.ok ? shops.data.find(({ id }) => id === shopId) : undefined;
  return { title: shop?.name ?? null };
}

export default async function DashboardPage({ params, searchParams }: Props) {
  const [{ shopId }, query, locale] = await Promise.all([params, searchParams, getLocale()]);
  const shops = await requireSignIn(await askShops());
  if (!shops.ok) return <PageProblem problem={shops.problem} />;
  const shop = shops.data.find(({ id }) => id === shopId);
  if (!shop) notFound();
  const now = new Date();
  const today = todayIn(shop.timezone, now);
  const range = readRange(query, today);
  return (
    <div className={page.page}>
      <ShopBar shop={shop} shops={shops.data.map(shopLink)} now={now.getTime()} />
      <div className={page.head}>
        <RangeControl
          chosen={range}
          today={today}
          label={formatDayRange(range.from, range.to, locale, today)}
        />
      </div>
      <Suspense key={`${shopId}/${range.from}/${range.to}`} fallback={<FiguresSkeleton />}>
        <Figures shop={shop} range={range} />
      </Suspense>
    </div>
  );
}
