import type { FieldChange, ProposalKind } from '../actions/action.ts';
import type { Risk } from '../actions/states.ts';
import type { Day } from '../days.ts';
import type { EvidenceFigure, Finding, Reason } from './finding.ts';
import type { AccountHistory, HistoryEntity, HistoryMetric } from './history.ts';
import { completenessAt } from './maturity.ts';
import { unitsText } from './units.ts';
import type { Span } from './window.ts';

/** Days the chart of a finding shows. */
const CHART_DAYS = 28;
const ALWAYS_SHOWN: readonly HistoryMetric[] = ['spend', 'conversions', 'conversion_value'];

/** What a template has to say about an object. */
export interface FindingDraft {
  kind: ProposalKind;
  diff: FieldChange[];
  risk: Risk;
  /** True unless it may run by itself when risk is low. */
  requiresApproval: boolean;
  code: string;
  values: Reason['values'];
  span: Span | null;
  figures: EvidenceFigure[];
  /** Further metrics of the chart. */
  series?: readonly HistoryMetric[];
  /** Whether it stands on conversions, which arrive late. */
  late?: boolean;
  notes?: readonly string[];
}

export function makeFinding(
  history: AccountHistory,
  entity: HistoryEntity,
  draft: FindingDraft,
): Finding {
  const { span } = draft;
  const completeness = span
    ? completenessAt(history.maturity, history.todayIndex - span.to)
    : 10_000;
  const notes = [...(draft.notes ?? [])];
  if (draft.late && completeness < 10_000) notes.push('conversions_still_arriving');
  if (draft.late && history.maturity.basis === 'assumed') notes.push('maturity_assumed');
  if (history.basis === 'reconstructed') notes.push('reconstructed');
  return {
    kind: draft.kind,
    level: entity.level,
    entity_id: entity.id,
    entity_name: entity.name,
    diff: draft.diff,
    risk: draft.risk,
    requires_approval: draft.requiresApproval,
    reason: { code: draft.code, values: draft.values, currency: history.currency },
    evidence: {
      window: span ? { from: dayAt(history, span.from), to: dayAt(history, span.to) } : null,
      state: completeness < 10_000 ? 'settling' : 'final',
      figures: draft.figures,
      series: chart(history, entity, draft.series ?? []),
      maturity: draft.late
        ? { completeness: unitsText(completeness), basis: history.maturity.basis }
        : null,
      notes,
    },
  };
}

const dayAt = (history: AccountHistory, index: number): Day => history.days[index] as Day;

function chart(
  history: AccountHistory,
  entity: HistoryEntity,
  extra: readonly HistoryMetric[],
): Finding['evidence']['series'] {
  const points: Finding['evidence']['series'] = [];
  const further = extra.filter((metric) => !ALWAYS_SHOWN.includes(metric));
  for (
    let day = Math.max(history.start, history.end - CHART_DAYS + 1);
    day <= history.end;
    day += 1
  ) {
    const at = (metric: HistoryMetric) => unitsText(entity.metrics[metric][day] ?? Number.NaN);
    points.push({
      day: dayAt(history, day),
      spend: at('spend'),
      conversions: at('conversions'),
      value: at('conversion_value'),
      ...Object.fromEntries(further.map((metric) => [metric, at(metric)])),
    });
  }
  return points;
}

export function pauseDiff(entity: HistoryEntity): FieldChange[] {
  return [{ field: 'status', before: entity.status, after: 'PAUSED', currency: null }];
}

/** @param before ten-thousandths */
export function budgetDiff(history: AccountHistory, before: number, after: number): FieldChange[] {
  return [
    {
      field: 'daily_budget',
      before: unitsText(before),
      after: unitsText(after) as string,
      currency: history.currency,
    },
  ];
}
