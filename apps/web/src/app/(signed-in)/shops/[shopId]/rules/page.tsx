import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { askShops } from '../../../../../api/visitor.ts';
import { ShopBar } from '../../../../../dashboard/shop-bar.tsx';
import { ProblemPanel } from '../../../../../feedback/problem-panel.tsx';
import { readRules, readTemplates } from '../../../../../rules/read-rules.ts';
import { RulesPanel } from '../../../../../rules/rules-panel.tsx';
import { TemplateGallery } from '../../../../../rules/template-gallery.tsx';
import { requireSignIn } from '../../../../../session/require-sign-in.ts';
import page from '../../../../../shell/page.module.css';
import { PageProblem } from '../../../../../shell/page-problem.tsx';
import { shopLink } from '../../../../../shell/shop-link.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules'))('title') };
}

export default async function RulesPage({ params }: PageProps<'/shops/[shopId]/rules'>) {
  const { shopId } = await params;
  const [shopsAnswer, rulesAnswer, templatesAnswer] = await Promise.all([
    askShops(),
    readRules(shopId),
    readTemplates(shopId),
  ]);
  const shops = await requireSignIn(shopsAnswer);
  const rules = await requireSignIn(rulesAnswer);
  const templates = await requireSignIn(templatesAnswer);
  if (!shops.ok) return <PageProblem problem={shops.problem} />;
  const shop = shops.data.find(({ id }) => id === shopId);
  if (!shop) notFound();
  const now = Date.now();
  return (
    <div className={page.page}>
      <ShopBar shop={shop} shops={shops.data.map(shopLink)} now={now} />
      {rules.ok ? (
        <RulesPanel
          rules={rules.data}
          templates={templates.ok ? templates.data : []}
          canManage={shop.role !== 'viewer'}
          now={now}
        />
      ) : (
        <ProblemPanel problem={rules.problem} />
      )}
      {templates.ok ? (
        <TemplateGallery
          shopId={shopId}
          templates={templates.data}
          rules={rules.ok ? rules.data : []}
        />
      ) : (
        <ProblemPanel problem={templates.problem} />
      )}
    </div>
  );
}
