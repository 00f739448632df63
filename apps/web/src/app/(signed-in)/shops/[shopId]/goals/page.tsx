import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import type { KpiProfile, Shop } from '../../../../../api/types.ts';
import { askShops } from '../../../../../api/visitor.ts';
import { PanelSkeleton } from '../../../../../dashboard/figures-skeleton.tsx';
import { ShopBar } from '../../../../../dashboard/shop-bar.tsx';
import { ProblemPanel } from '../../../../../feedback/problem-panel.tsx';
import { ObjectTreePanel } from '../../../../../goals/object-tree-panel.tsx';
import { ProfilesPanel } from '../../../../../goals/profiles-panel.tsx';
import { readObjectsTree, readProfiles } from '../../../../../goals/read-goals.ts';
import { adAccounts, ruleCurrency } from '../../../../../rules/ad-accounts.ts';
import { EVERYTHING } from '../../../../../rules/rule-form.ts';
import { requireSignIn } from '../../../../../session/require-sign-in.ts';
import page from '../../../../../shell/page.module.css';
import { PageProblem } from '../../../../../shell/page-problem.tsx';
import { shopLink } from '../../../../../shell/shop-link.ts';

type Props = PageProps<'/shops/[shopId]/goals'>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('goals'))('title') };
}

export default async function GoalsPage({ params, searchParams }: Props) {
  const [{ shopId }, query] = await Promise.all([params, searchParams]);
  const [shopsAnswer, profilesAnswer, t] = await Promise.all([
    askShops(),
    readProfiles(shopId),
    getTranslations('goals'),
  ]);
  const shops = await requireSignIn(shopsAnswer);
  const profiles = await requireSignIn(profilesAnswer);
  if (!shops.ok) return <PageProblem problem={shops.problem} />;
  const shop = shops.data.find(({ id }) => id === shopId);
  if (!shop) notFound();
  const search = typeof query.search === 'string' ? query.search.trim().slice(0, 100) : '';
  return (
    <div className={page.page}>
      <ShopBar shop={shop} shops={shops.data.map(shopLink)} now={Date.now()} />
      <p className={page.lead}>{t('lead')}</p>
      {profiles.ok ? (
        <ProfilesPanel
          shopId={shopId}
          currency={ruleCurrency(shop, adAccounts(shop), EVERYTHING)}
          profiles={profiles.data}
          canManage={shop.role !== 'viewer'}
        />
      ) : (
        <ProblemPanel problem={profiles.problem} />
      )}
      <Suspense key={search} fallback={<PanelSkeleton height={520} />}>
        <Objects shop={shop} profiles={profiles.ok ? profiles.data : []} search={search} />
      </Suspense>
    </div>
  );
}

async function Objects(props: { shop: Shop; profiles: KpiProfile[]; search: string }) {
  const { shop, search } = props;
  const objects = await requireSignIn(await readObjectsTree(shop.id, search || undefined));
  if (!objects.ok) return <ProblemPanel problem={objects.problem} />;
  return (
    <ObjectTreePanel
      shopId={shop.id}
      objects={objects.data}
      profiles={props.profiles}
      search={search}
      canManage={shop.role !== 'viewer'}
    />
  );
}
