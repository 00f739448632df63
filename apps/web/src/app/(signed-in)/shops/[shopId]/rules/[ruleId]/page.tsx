import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache, Suspense } from 'react';
import type { RuleDetail, RuleTemplate, Shop } from '../../../../../../api/types.ts';
import { askShops } from '../../../../../../api/visitor.ts';
import { ProblemPanel } from '../../../../../../feedback/problem-panel.tsx';
import { Tag } from '../../../../../../feedback/tag.tsx';
import { readProfiles } from '../../../../../../goals/read-goals.ts';
import { todayIn } from '../../../../../../range/calendar.ts';
import { adAccounts, ruleCurrency } from '../../../../../../rules/ad-accounts.ts';
import { ArchiveRule } from '../../../../../../rules/archive-rule.tsx';
import {
  type Period,
  periodRange,
  readCompared,
  readPeriod,
} from '../../../../../../rules/periods.ts';
import { readObjects } from '../../../../../../rules/read-objects.ts';
import { readBacktest, readRule, readTemplates } from '../../../../../../rules/read-rules.ts';
import { formOfRule } from '../../../../../../rules/rule-form.ts';
import { RuleHead } from '../../../../../../rules/rule-head.tsx';
import { RuleHistory } from '../../../../../../rules/rule-history.tsx';
import { WorkbenchSkeleton } from '../../../../../../rules/rule-skeletons.tsx';
import { RuleWorkbench } from '../../../../../../rules/rule-workbench.tsx';
import { StateSwitch } from '../../../../../../rules/state-switch.tsx';
import { requireSignIn } from '../../../../../../session/require-sign-in.ts';
import page from '../../../../../../shell/page.module.css';
import { PageProblem } from '../../../../../../shell/page-problem.tsx';

type Props = PageProps<'/shops/[shopId]/rules/[ruleId]'>;

const askRule = cache(readRule);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { shopId, ruleId } = await params;
  const rule = await askRule(shopId, ruleId);
  return { title: rule.ok ? rule.data.name : null };
}

export default async function RulePage({ params, searchParams }: Props) {
  const [{ shopId, ruleId }, query] = await Promise.all([params, searchParams]);
  const [shopsAnswer, ruleAnswer, templatesAnswer, t] = await Promise.all([
    askShops(),
    askRule(shopId, ruleId),
    readTemplates(shopId),
    getTranslations('rules'),
  ]);
  const shops = await requireSignIn(shopsAnswer);
  const rule = await requireSignIn(ruleAnswer);
  const templates = await requireSignIn(templatesAnswer);
  if (!shops.ok) return <PageProblem problem={shops.problem} />;
  const shop = shops.data.find(({ id }) => id === shopId);
  if (!shop || (!rule.ok && ['not_found', 'invalid_input'].includes(rule.problem.code))) notFound();
  if (!rule.ok) return <PageProblem problem={rule.problem} />;
  const template = templates.ok
    ? templates.data.find(({ key }) => key === rule.data.template)
    : undefined;
  const canManage = shop.role !== 'viewer' && rule.data.archived_at === null;
  const period = readPeriod(query);
  const compared = readCompared(query, rule.data);
  return (
    <div className={page.page}>
      <RuleHead shop={shop} title={rule.data.name} template={template}>
        {rule.data.archived_at !== null && <Tag>{t('isArchived')}</Tag>}
        <StateSwitch
          shopId={shopId}
          ruleId={ruleId}
          name={rule.data.name}
          state={rule.data.state}
          disabled={!canManage}
        />
        {canManage && <ArchiveRule shopId={shopId} ruleId={ruleId} name={rule.data.name} />}
      </RuleHead>
      {template ? (
        <Suspense key={`${rule.data.version}/${compared}`} fallback={<WorkbenchSkeleton />}>
          <Workbench
            shop={shop}
            rule={rule.data}
            template={template}
            period={period}
            compared={compared}
            canManage={canManage}
          />
        </Suspense>
      ) : (
        !templates.ok && <ProblemPanel problem={templates.problem} />
      )}
      <RuleHistory
        rule={rule.data}
        template={template}
        timezone={shop.timezone}
        accounts={new Map(shop.connectors.map(({ id, name }) => [id, name]))}
        currency={ruleCurrency(shop, adAccounts(shop), rule.data.scope)}
        compared={compared}
      />
    </div>
  );
}

async function Workbench(props: {
  shop: Shop;
  rule: RuleDetail;
  template: RuleTemplate;
  period: Period;
  compared: number | undefined;
  canManage: boolean;
}) {
  const { shop, rule, template, period, compared } = props;
  const compare = compared && { compare: { rule_id: rule.id, version: compared } };
  const range = periodRange(period, todayIn(shop.timezone, new Date()));
  const [backtestAnswer, profilesAnswer, picked] = await Promise.all([
    readBacktest(shop.id, { rule: { rule_id: rule.id }, ...compare, ...range }),
    readProfiles(shop.id),
    readObjects(shop.id, rule.scope.entity_ids),
  ]);
  const backtest = await requireSignIn(backtestAnswer);
  const profiles = await requireSignIn(profilesAnswer);
  return (
    <RuleWorkbench
      shop={{
        id: shop.id,
        currency: shop.currency,
        timezone: shop.timezone,
        canManage: props.canManage,
      }}
      template={template}
      rule={rule}
      start={formOfRule(rule, template)}
      accounts={adAccounts(shop)}
      profiles={profiles.ok ? profiles.data : []}
      picked={picked}
      compared={compared}
      period={period}
      range={range}
      backtest={backtest}
    />
  );
}
