import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import type { RuleTemplate, Shop } from '../../../../../../../api/types.ts';
import { askShops } from '../../../../../../../api/visitor.ts';
import { readProfiles } from '../../../../../../../goals/read-goals.ts';
import { todayIn } from '../../../../../../../range/calendar.ts';
import { adAccounts } from '../../../../../../../rules/ad-accounts.ts';
import { type Period, periodRange, readPeriod } from '../../../../../../../rules/periods.ts';
import { readBacktest, readTemplates } from '../../../../../../../rules/read-rules.ts';
import { formOfTemplate } from '../../../../../../../rules/rule-form.ts';
import { RuleHead } from '../../../../../../../rules/rule-head.tsx';
import { WorkbenchSkeleton } from '../../../../../../../rules/rule-skeletons.tsx';
import { RuleWorkbench } from '../../../../../../../rules/rule-workbench.tsx';
import { requireSignIn } from '../../../../../../../session/require-sign-in.ts';
import page from '../../../../../../../shell/page.module.css';
import { PageProblem } from '../../../../../../../shell/page-problem.tsx';

type Props = PageProps<'/shops/[shopId]/rules/new/[template]'>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules'))('newTitle') };
}

export default async function NewRulePage({ params, searchParams }: Props) {
  const [{ shopId, template: key }, query, locale] = await Promise.all([
    params,
    searchParams,
    getLocale(),
  ]);
  const [shopsAnswer, templatesAnswer] = await Promise.all([askShops(), readTemplates(shopId)]);
  const shops = await requireSignIn(shopsAnswer);
  const templates = await requireSignIn(templatesAnswer);
  if (!shops.ok) return <PageProblem problem={shops.problem} />;
  const shop = shops.data.find(({ id }) => id === shopId);
  if (!shop) notFound();
  if (!templates.ok) return <PageProblem problem={templates.problem} />;
  const template = templates.data.find((candidate) => candidate.key === key);
  if (!template) notFound();
  const period = readPeriod(query);
  const name = template.name[locale === 'en' ? 'en' : 'ko'];
  return (
    <div className={page.page}>
      <RuleHead shop={shop} title={name} template={template} />
      <Suspense fallback={<WorkbenchSkeleton />}>
        <Workbench shop={shop} template={template} name={name} period={period} />
      </Suspense>
    </div>
  );
}

/** The template's own values over the past; the run says what they are in the accounts' currency. */
async function Workbench(props: {
  shop: Shop;
  template: RuleTemplate;
  name: string;
  period: Period;
}) {
  const { shop, template, period } = props;
  const range = periodRange(period, todayIn(shop.timezone, new Date()));
  const [backtestAnswer, profilesAnswer] = await Promise.all([
    readBacktest(shop.id, { rule: { template: template.key, parameters: {} }, ...range }),
    readProfiles(shop.id),
  ]);
  const backtest = await requireSignIn(backtestAnswer);
  const profiles = await requireSignIn(profilesAnswer);
  return (
    <RuleWorkbench
      shop={{
        id: shop.id,
        currency: shop.currency,
        timezone: shop.timezone,
        canManage: shop.role !== 'viewer',
      }}
      template={template}
      rule={null}
      start={formOfTemplate(template, props.name, backtest.ok ? backtest.data.rule.parameters : {})}
      accounts={adAccounts(shop)}
      profiles={profiles.ok ? profiles.data : []}
      picked={[]}
      period={period}
      range={range}
      backtest={backtest}
    />
  );
}
