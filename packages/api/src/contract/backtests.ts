import { z } from '@hono/zod-openapi';
import {
  Amount,
  AskedDay,
  ConnectorId,
  CurrencyCode,
  Day,
  EntityLevel,
  Instant,
} from './primitives.ts';
import { FieldChange, ProposalKind, Reason, Risk } from './proposals.ts';
import { RuleParameters, RuleToTest } from './rules.ts';

export const RunBacktest = z
  .strictObject({
    rule: RuleToTest,
    /** First day judged; days of each account's timezone. */
    from: AskedDay,
    to: AskedDay,
    /** A second version or parameter set over the same days. */
    compare: RuleToTest.optional(),
  })
  .refine((value) => value.to >= value.from, { message: 'from must not be after to' })
  .openapi('RunBacktest');

/** A proposal the rule would have made. Amounts in the account's currency. */
export const BacktestFiring = z
  .object({
    day: Day,
    at: Instant,
    level: EntityLevel,
    entity_id: z.string(),
    entity_name: z.string(),
    kind: ProposalKind,
    risk: Risk,
    diff: z.array(FieldChange),
    reason: Reason,
    /** What the final numbers say of the days after it. */
    outcome: z.object({
      /** Days looked at: at most 14; null when none is final enough yet. */
      days: z.object({ from: Day, to: Day }).nullable(),
      spend_after: Amount.nullable(),
      conversions_after: Amount.nullable(),
      value_after: Amount.nullable(),
      /** Spend that would not have happened, on days that no earlier firing about the object counted. */
      saved: Amount.nullable(),
      /** Conversion value that would not have come. */
      lost: Amount.nullable(),
      net: Amount.nullable(),
      /** null: the final numbers do not tell. */
      correct: z.boolean().nullable(),
    }),
    /** `reconstructed`: nobody recorded what was known that day; it was worked back from the final numbers. */
    basis: z.enum(['recorded', 'reconstructed']),
  })
  .openapi('BacktestFiring');

/** What one account's history says. Amounts in its currency; currencies are never added. */
const BacktestAccount = z
  .object({
    connector_id: ConnectorId,
    platform: z.string(),
    name: z.string(),
    currency: CurrencyCode,
    firings: z.array(BacktestFiring),
    totals: z.object({
      firings: z.int(),
      /** Held back by cooldown, daily limit or quiet hours. */
      suppressed: z.int(),
      saved: Amount,
      lost: Amount,
      net: Amount,
      /** correct ÷ judged, 0..1; null when no firing can be judged. */
      precision: Amount.nullable(),
      judged: z.int(),
      correct: z.int(),
      /** Share of firings that stand on reconstructed data, 0..1; null without firings. */
      reconstructed_share: Amount.nullable(),
    }),
    daily: z.array(
      z.object({ day: Day, firings: z.int(), spend: Amount.nullable(), avoidable: Amount }),
    ),
    /** Objects of which at least one day was judged. */
    entities: z.int(),
  })
  .openapi('BacktestAccount');

export const BacktestRun = z
  .object({
    rule: z.object({
      rule_id: z.uuid().nullable(),
      version: z.int().nullable(),
      template: z.string(),
      template_version: z.int(),
      name: z.string(),
      parameters: RuleParameters,
    }),
    from: Day,
    to: Day,
    /** One per ad account in scope. */
    accounts: z.array(BacktestAccount),
    runtime_ms: z.number(),
  })
  .openapi('BacktestRun');

const OnlyOne = z.array(
  z.object({ day: Day, level: EntityLevel, entity_id: z.string(), entity_name: z.string() }),
);
/** How the second rule (b) does against the first (a) on the same account: b − a. */
const BacktestComparison = z
  .object({
    connector_id: ConnectorId,
    firings: z.int(),
    saved: Amount,
    lost: Amount,
    net: Amount,
    precision: Amount.nullable(),
    /** Firings (object and day) that both make. */
    both: z.int(),
    only_a: OnlyOne,
    only_b: OnlyOne,
    better: z.enum(['a', 'b', 'same']),
  })
  .openapi('BacktestComparison');

/** `compare` is the second rule's own run; `comparisons` sets it against the first, account by account. */
export const BacktestReport = BacktestRun.extend({
  compare: BacktestRun.nullable(),
  comparisons: z.array(BacktestComparison),
}).openapi('BacktestReport');
