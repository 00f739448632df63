import type { AccountHistory, HistoryEntity } from '../history.ts';
import { makeFinding } from '../make-finding.ts';
import { percentOf, unitsOf, wholeOf } from '../parameters.ts';
import type { RuleTemplate, Sighting } from '../template.ts';
import { compareProducts, percentText, ratioText, unitsText } from '../units.ts';
import { groupOf, parentOf } from '../siblings.ts';
import { changedWithin, isActive, type Span, sumReported } from '../window.ts';
import { SETTLING_DAYS, targetOf } from './judging.ts';
import { daysSpec, spec } from './specs.ts';

/** Far better than what runs beside it, but paused or starved. */
export const hiddenWinner: RuleTemplate = {
  key: 'hidden_winner',
  version: 1,
  name: { ko: '숨은 우수 소재', en: 'Hidden winner' },
  description: {
    ko: '같은 그룹의 다른 소재보다 ROAS가 훨씬 높은데 꺼져 있거나 거의 노출되지 않는 소재를 찾습니다. 꺼져 있으면 재개를, 밀려 있으면 점검을 제안합니다.',
    en: 'Finds what had a far better ROAS than its siblings in the same group but is paused or hardly delivered. Proposes to resume the one, advises a look at the other.',
  },
  levels: ['adset', 'ad'],
  reads: ['campaign', 'adset'],
  metrics: ['spend', 'conversions', 'conversion_value'],
  judgesOldData: false,
  nested: 'inner',
  reasons: ['paused_beats_siblings', 'starved_beats_siblings'],
  risk: 'medium',
  parameters: [
    daysSpec(
      { default: '28', min: '14', max: '56' },
      { ko: '끝난 날만 셉니다.', en: 'Finished days only.' },
    ),
    spec(
      'multiple',
      'ratio',
      { default: '2', min: '1.2', max: '20' },
      { ko: '형제 대비 배수', en: 'Times its siblings' },
      {
        ko: '같은 그룹 나머지의 합산 ROAS와 비교합니다.',
        en: 'Against the ROAS of the rest of its group together.',
      },
    ),
    spec(
      'min_conversions',
      'count',
      { default: '5', min: '1', max: '1000' },
      { ko: '최소 전환', en: 'Least conversions' },
      { ko: '이보다 적으면 우연일 수 있습니다.', en: 'Fewer may be chance.' },
    ),
    spec(
      'min_spend',
      'money',
      { default: '30', min: '1', max: '1000000' },
      { ko: '최소 지출', en: 'Least spend' },
      { ko: '대상과 나머지 모두에 적용합니다.', en: 'Of itself and of the rest.' },
    ),
    spec(
      'starved',
      'percent',
      { default: '10', min: '1', max: '40' },
      { ko: '소외 기준(%)', en: 'Starved below (%)' },
      {
        ko: '최근 7일 그룹 지출 중 비율입니다.',
        en: 'Of what its group spent over the last seven days.',
      },
    ),
  ],
  cooldownHours: 168,
  dailyLimit: 5,

  judge(history, entities, parameters) {
    const span = {
      from: Math.max(history.start, history.end - wholeOf(parameters, 'days') + 1),
      to: history.end,
    };
    if (history.end < 0 || span.from > span.to) return [];
    const limits: Limits = {
      multiple: unitsOf(parameters, 'multiple'),
      conversions: wholeOf(parameters, 'min_conversions') * 10_000,
      spend: unitsOf(parameters, 'min_spend'),
      starved: percentOf(parameters, 'starved'),
    };
    const recent = { from: Math.max(span.from, span.to - 6), to: span.to };
    const groups = new Map<readonly HistoryEntity[], { recent: number; pool?: Pool }>();
    return entities.flatMap((entity) => {
      if (entity.profile.objective === 'traffic' || entity.parentId === null) return [];
      const members = groupOf(history, entity);
      if (members.length < 2) return [];
      let group = groups.get(members);
      if (!group) groups.set(members, (group = { recent: spentBy(members, recent) }));
      const hidden = hiddenAs(history, entity, { recent, group: group.recent }, limits.starved);
      if (hidden === null || changedWithin(history, entity, SETTLING_DAYS)) return [];
      const parent = parentOf(history, entity);
      if (!parent || !isActive(history, parent)) return [];
      if (!(sumReported(entity, 'conversions', span) >= limits.conversions)) return [];
      group.pool ??= poolOf(members, span);
      const own = group.pool.of.get(entity);
      if (!own || !beats(own, group.pool.total, limits, entity)) return [];
      return [write(history, entity, { own, group: group.pool.total, span, hidden })];
    });
  },
};

interface Limits {
  multiple: number;
  conversions: number;
  spend: number;
  starved: number;
}

interface Sums {
  spend: number;
  value: number;
  conversions: number;
}

/** Null where something was not reported. */
function sumsOf(entity: HistoryEntity, span: Span): Sums | null {
  const spend = sumReported(entity, 'spend', span);
  const value = sumReported(entity, 'conversion_value', span);
  const conversions = sumReported(entity, 'conversions', span);
  return Number.isNaN(spend + value + conversions) ? null : { spend, value, conversions };
}

/** The sums of a group and of each of its members that reports everything. */
interface Pool {
  total: Sums;
  of: ReadonlyMap<HistoryEntity, Sums>;
}

function poolOf(members: readonly HistoryEntity[], span: Span): Pool {
  const total = { spend: 0, value: 0, conversions: 0 };
  const of = new Map<HistoryEntity, Sums>();
  for (const member of members) {
    const own = sumsOf(member, span);
    if (!own) continue;
    of.set(member, own);
    total.spend += own.spend;
    total.value += own.value;
    total.conversions += own.conversions;
  }
  return { total, of };
}

const spentBy = (members: readonly HistoryEntity[], span: Span): number =>
  members.reduce((sum, member) => sum + sumReported(member, 'spend', span), 0);

/** What it and its group spent over the last seven days. */
interface Hidden {
  paused: boolean;
  own: number;
  group: number;
}

/** How it is kept from delivering, with its share of the recent spend; null when it is not. */
function hiddenAs(
  history: AccountHistory,
  entity: HistoryEntity,
  spent: { recent: Span; group: number },
  starved: number,
): Hidden | null {
  const paused = entity.status === 'PAUSED';
  if (!paused && (spent.group <= 0 || !isActive(history, entity))) return null;
  const own = sumReported(entity, 'spend', spent.recent);
  return paused || compareProducts(own, 10_000, spent.group, starved) < 0
    ? { paused, own, group: spent.group }
    : null;
}

function beats(own: Sums, group: Sums, limits: Limits, entity: HistoryEntity): boolean {
  const rest = { spend: group.spend - own.spend, value: group.value - own.value };
  if (own.spend < limits.spend || rest.spend < limits.spend) return false;
  const wanted = Math.ceil((own.spend * limits.multiple) / 10_000);
  if (compareProducts(own.value, rest.spend, rest.value, wanted) < 0) return false;
  const target = targetOf(entity, 'roas');
  return target === null || compareProducts(own.value, 10_000, own.spend, target) >= 0;
}

function write(
  history: AccountHistory,
  entity: HistoryEntity,
  seen: { own: Sums; group: Sums; span: Span; hidden: Hidden },
): Sighting {
  const { own, group, span, hidden } = seen;
  const { paused } = hidden;
  return {
    entity,
    weight: own.value,
    effect: null,
    finding: () => {
      const roas = ratioText(own.value, own.spend, 2);
      const siblings = ratioText(group.value - own.value, group.spend - own.spend, 2);
      return makeFinding(history, entity, {
        kind: paused ? 'resume' : 'review_delivery',
        diff: paused
          ? [{ field: 'status', before: 'PAUSED', after: 'ACTIVE', currency: null }]
          : [],
        risk: paused ? 'medium' : 'low',
        requiresApproval: true,
        code: paused ? 'paused_beats_siblings' : 'starved_beats_siblings',
        values: {
          roas,
          siblings_roas: siblings,
          conversions: unitsText(own.conversions),
          spend: unitsText(own.spend),
          share: percentText(hidden.own, hidden.group),
          days: span.to - span.from + 1,
        },
        span,
        figures: [
          {
            metric: 'roas',
            value: roas,
            compared: { kind: 'siblings', value: siblings },
            unit: 'ratio',
          },
          {
            metric: 'conversions',
            value: unitsText(own.conversions),
            compared: null,
            unit: 'count',
          },
          { metric: 'spend', value: unitsText(own.spend), compared: null, unit: 'money' },
        ],
        late: true,
      });
    },
  };
}
