import {
  attachKpiProfile,
  createRule,
  type CreateRuleInput,
  type EngineContext,
  listEntities,
  listRules,
  saveCap,
  saveKpiProfile,
} from '@commerce/engine';

interface DemoRule {
  rule: Omit<CreateRuleInput, 'shopId'>;
  /** So many days before the demo began it was switched on. */
  since: number;
  /** Default: the story's own ad account. */
  everyAccount?: true;
}

/** What the demo's operator has switched on, one after the other, the last ones just now. Amounts are the templates' own. */
const RULES: readonly DemoRule[] = [
  {
    since: 24,
    rule: {
      template: 'kill_switch',
      name: '전환 없는 지출 차단',
      state: 'enabled',
      quietHours: { from: '22:00', to: '08:00' },
    },
  },
  { since: 24, rule: { template: 'stale_data', name: '데이터 지연', state: 'enabled' } },
  {
    since: 14,
    rule: { template: 'cpa_ceiling', name: '전환당 비용 상한 (시험)', state: 'shadow' },
  },
  {
    since: 12,
    rule: {
      template: 'budget_pacing',
      name: '예산 소진 속도',
      state: 'enabled',
      cooldownHours: 284,
    },
  },
  { since: 0, rule: { template: 'scale_winner', name: '잘 팔리는 세트 증액', state: 'enabled' } },
  { since: 0, rule: { template: 'creative_fatigue', name: '소재 피로', state: 'enabled' } },
  {
    since: 0,
    rule: {
      template: 'hidden_winner',
      name: '숨은 우수 소재',
      state: 'enabled',
      parameters: { starved: '25' },
      scope: { levels: ['ad'] },
    },
  },
  {
    since: 0,
    rule: { template: 'keyword_waste', name: '낭비 키워드', state: 'enabled' },
    everyAccount: true,
  },
];

/** The blog campaign is there to be read, not to sell. */
const TRAFFIC = '트래픽_블로그';

/**
 * Sets up the story's shop as an operator would over time: first what its ads are for and what may be written,
 * then the rules whose day has come. What is there is left alone.
 */
export async function seedDemoRules(
  ctx: EngineContext,
  { shopId, connectorId, daysLeft }: { shopId: string; connectorId: string; daysLeft: number },
): Promise<void> {
  const known = new Set((await listRules(ctx, { shopId })).map(({ template }) => template));
  const due = RULES.filter(({ since, rule }) => since >= daysLeft && !known.has(rule.template));
  if (due.length === 0) return;
  if (known.size === 0) await setUpShop(ctx, { shopId, connectorId });
  for (const { rule, everyAccount } of due) {
    const accounts = everyAccount ? {} : { connector_ids: [connectorId] };
    await createRule(ctx, { shopId, ...rule, scope: { ...rule.scope, ...accounts } });
  }
}

async function setUpShop(
  ctx: EngineContext,
  { shopId, connectorId }: { shopId: string; connectorId: string },
): Promise<void> {
  await saveKpiProfile(ctx, {
    shopId,
    key: 'direct_purchase',
    name: '직접 구매',
    objective: 'purchase',
    targets: { roas: '2.5', cpa: '25000' },
  });
  const { items } = await listEntities(ctx, { shopId, connectorId, level: 'campaign', limit: 100 });
  const traffic = items.find(({ name }) => name === TRAFFIC);
  if (traffic) {
    await attachKpiProfile(ctx, {
      shopId,
      connectorId,
      level: 'campaign',
      entityId: traffic.entity_id,
      profileKey: 'blog_traffic',
    });
  }
  await saveCap(ctx, {
    shopId,
    platform: 'meta',
    currency: 'KRW',
    allowedKinds: ['pause', 'resume', 'set_daily_budget'],
    maxChangePercent: '30',
    maxDailyBudget: '200000',
    maxDailyIncrease: '60000',
    maxActionsPerDay: 20,
  });
}
