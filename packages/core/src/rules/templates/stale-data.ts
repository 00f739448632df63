import { DEFAULT_PROFILE } from '../../profiles/profile.ts';
import { resolveProfile, profileCatalog } from '../../profiles/resolve.ts';
import { type AccountHistory, HISTORY_METRICS, type HistoryEntity } from '../history.ts';
import { makeFinding } from '../make-finding.ts';
import { wholeOf } from '../parameters.ts';
import type { RuleTemplate } from '../template.ts';
import { spec } from './specs.ts';

/** The account was not read for too long → look at the connection. */
export const staleData: RuleTemplate = {
  key: 'stale_data',
  version: 1,
  name: { ko: '데이터 지연', en: 'Stale data' },
  description: {
    ko: '광고 계정이 정해진 시간 넘게 갱신되지 않으면 연결 점검을 권합니다. 오래된 데이터로는 다른 규칙도 판단하지 못합니다.',
    en: 'Advises a look at the connection when an ad account was not read for too long. No other rule can judge what is not read.',
  },
  levels: ['account'],
  reads: [],
  metrics: ['spend', 'conversions', 'conversion_value'],
  judgesOldData: true,
  nested: 'outer',
  reasons: ['data_stale', 'never_synced'],
  risk: 'low',
  parameters: [
    spec(
      'minutes',
      'count',
      { default: '120', min: '15', max: '10080' },
      { ko: '허용 지연(분)', en: 'Allowed delay (minutes)' },
      {
        ko: '평소 갱신 주기보다 넉넉하게 두세요.',
        en: 'Leave room above the usual reading interval.',
      },
    ),
  ],
  cooldownHours: 24,
  dailyLimit: 3,

  judge(history, entities, parameters) {
    const limit = wholeOf(parameters, 'minutes');
    const read = history.lastSyncedAt === null ? null : Date.parse(history.lastSyncedAt);
    const minutes = read === null ? null : Math.floor((Date.parse(history.asOf) - read) / 60_000);
    if (minutes !== null && minutes <= limit) return [];
    const account = entities.find(({ level }) => level === 'account') ?? accountOf(history);
    return [
      {
        entity: account,
        weight: 0,
        effect: null,
        finding: () =>
          makeFinding(history, account, {
            kind: 'check_connection',
            diff: [],
            risk: 'low',
            requiresApproval: true,
            code: minutes === null ? 'never_synced' : 'data_stale',
            values: { minutes, limit, last_synced_at: history.lastSyncedAt },
            span: null,
            figures: [
              {
                metric: 'minutes_since_sync',
                value: minutes === null ? null : String(minutes),
                compared: { kind: 'limit', value: String(limit) },
                unit: 'count',
              },
            ],
          }),
      },
    ];
  },
};

/** An account of which nothing could be read has no object yet; it is named by its connection. */
function accountOf(history: AccountHistory): HistoryEntity {
  const nothing = new Float64Array(history.days.length).fill(Number.NaN);
  return {
    level: 'account',
    id: history.connectorId,
    name: history.accountName,
    parentId: null,
    campaignId: null,
    status: null,
    effectiveStatus: null,
    dailyBudget: null,
    lifetimeBudget: null,
    startsAt: null,
    endsAt: null,
    changedAt: null,
    objective: null,
    profile: resolveProfile([DEFAULT_PROFILE], profileCatalog([])).profile,
    metrics: Object.fromEntries(
      HISTORY_METRICS.map((metric) => [metric, nothing]),
    ) as HistoryEntity['metrics'],
    facts: {},
  };
}
