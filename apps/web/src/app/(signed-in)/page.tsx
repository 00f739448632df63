import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { askShops } from '../../api/visitor.ts';
import { Decisions } from '../../home/decisions.tsx';
import { DecisionsSkeleton, NumbersSkeleton, RecentSkeleton } from '../../home/home-skeleton.tsx';
import { Numbers } from '../../home/numbers.tsx';
import { Recent } from '../../home/recent.tsx';
import classes from '../../home/home.module.css';
import { requireSignIn } from '../../session/require-sign-in.ts';
import page from '../../shell/page.module.css';
import { PageProblem } from '../../shell/page-problem.tsx';
import { defaultShop } from '../../shell/shop-link.ts';
import { Welcome } from '../../shops/welcome.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('shell.pages'))('home') };
}

export default async function HomePage() {
  const [answer, t] = await Promise.all([askShops().then(requireSignIn), getTranslations('home')]);
  if (!answer.ok) return <PageProblem problem={answer.problem} />;
  const shops = answer.data;
  const shop = defaultShop(shops);
  if (!shop) return <Welcome />;
  return (
    <div className={page.page}>
      <h1 className={page.title}>{t('needs')}</h1>
      <div className={classes.columns}>
        <Suspense fallback={<DecisionsSkeleton />}>
          <Decisions shops={shops} shopId={shop.id} />
        </Suspense>
        <div className={classes.column}>
          <Suspense fallback={<NumbersSkeleton />}>
            <Numbers shop={shop} />
          </Suspense>
          <Suspense fallback={<RecentSkeleton />}>
            <Recent shop={shop} now={Date.now()} />
          </Suspense>
        </div>
      </div>
    </div>
  );
}
