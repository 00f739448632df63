import { z } from '@hono/zod-openapi';
import { ProfileKey } from './kpi-profiles.ts';
import {
  ConnectorId,
  CurrencyCode,
  Day,
  EntityId,
  EntityLevel,
  Instant,
  QuietHours,
  ShopId,
  Words,
} from './primitives.ts';
import { Finding, Risk, Subject } from './proposals.ts';

/** As far as the database counts. */
const VersionNumber = z.int().min(1).max(2_147_483_647);

export const RuleState = z.enum(['enabled', 'shadow', 'disabled']).openapi('RuleState', {
  description: '`shadow`: judges and keeps what it found, but proposes nothing.',
});
/** Decimal strings by name, checked against the template. */
export const RuleParameters = z
  .record(z.string().max(60), z.string().max(40))
  .readonly()
  .openapi('RuleParameters', { type: 'object', example: { max_spend: '50000', days: '3' } });

/** Which objects a rule looks at; an empty list means all. */
export const RuleScope = z
  .object({
    connector_ids: z.array(ConnectorId).max(1000),
    levels: z.array(EntityLevel).max(5),
    entity_ids: z.array(EntityId).max(1000),
    /** Only objects with one of these KPI profiles. */
    profiles: z.array(ProfileKey).max(100),
    /** In which the money parameters are given; accounts in another currency are left out. null: any. */
    currency: CurrencyCode.nullable(),
  })
  .openapi('RuleScope');
const GivenScope = RuleScope.partial().strict().openapi('GivenRuleScope');

/** One setting of a template; forms and checks are made from it. */
export const ParameterSpec = z
  .object({
    name: z.string(),
    label: Words,
    help: Words,
    /** `money`: account currency, major units; `ratio`: 2.5; `percent`: 30 = 30 %; `days`, `count`: whole numbers. */
    type: z.enum(['money', 'ratio', 'percent', 'days', 'count']),
    default: z.string(),
    min: z.string(),
    max: z.string(),
  })
  .openapi('ParameterSpec');

export const RuleTemplate = z
  .object({
    key: z.string(),
    version: z.int(),
    name: Words,
    description: Words,
    levels: z.array(EntityLevel).readonly(),
    risk: Risk,
    parameters: z.array(ParameterSpec).readonly(),
    cooldown_hours: z.int(),
    daily_limit: z.int(),
    /** Whether the shop asked about has objects it can judge; null when no shop was named. */
    fits: z.boolean().nullable(),
  })
  .openapi('RuleTemplate');
export const RuleTemplatesQuery = z.strictObject({ shop_id: ShopId.optional() });

/** One judgement of one account by one rule, with what was known at `as_of`. */
export const RuleEvaluation = z
  .object({
    id: z.uuid(),
    rule_version: z.int(),
    connector_id: ConnectorId,
    as_of: Instant,
    last_complete_day: Day,
    state: z.enum(['enabled', 'shadow']),
    entities: z.int(),
    findings: z.int(),
  })
  .openapi('RuleEvaluation');

/** A finding and what became of it. */
export const RuleFinding = z
  .object({
    evaluation_id: z.uuid(),
    connector_id: ConnectorId,
    level: EntityLevel,
    entity_id: z.string(),
    subject: Subject,
    as_of: Instant,
    finding: Finding,
    outcome: z.enum([
      'proposed',
      'shadow',
      'open_already',
      'superseded_older',
      'cooldown',
      'daily_limit',
      'quiet_hours',
      'no_change',
    ]),
    proposal_id: z.uuid().nullable(),
  })
  .openapi('RuleFinding');

export const Rule = z
  .object({
    id: z.uuid(),
    shop_id: ShopId,
    template: z.string(),
    template_version: z.int(),
    name: z.string(),
    state: RuleState,
    /** Moves with everything that decides what the rule does. */
    version: z.int(),
    parameters: RuleParameters,
    scope: RuleScope,
    /** Hours before the same object is proposed again. */
    cooldown_hours: z.int(),
    /** Proposals a day at most, of the shop's timezone. */
    daily_limit: z.int(),
    quiet_hours: QuietHours.nullable(),
    last_evaluation: RuleEvaluation.nullable(),
    created_at: Instant,
    updated_at: Instant,
    archived_at: Instant.nullable(),
  })
  .openapi('Rule');

export const RuleVersion = z
  .object({
    version: z.int(),
    template_version: z.int(),
    parameters: RuleParameters,
    scope: RuleScope,
    cooldown_hours: z.int(),
    daily_limit: z.int(),
    quiet_hours: QuietHours.nullable(),
    changed_by: z.string(),
    created_at: Instant,
  })
  .openapi('RuleVersion');

export const RuleDetail = Rule.extend({
  versions: z.array(RuleVersion),
  evaluations: z.array(RuleEvaluation),
  findings: z.array(RuleFinding),
}).openapi('RuleDetail');

const gates = {
  scope: GivenScope.optional(),
  cooldown_hours: z.int().min(0).max(8760).optional(),
  daily_limit: z.int().min(1).max(1000).optional(),
  quiet_hours: QuietHours.nullable().optional(),
};

export const CreateRule = z
  .strictObject({
    template: z.string().min(1).max(60),
    /** Default: the template's. */
    name: z.string().trim().min(1).max(120).optional(),
    state: RuleState.default('shadow'),
    parameters: RuleParameters.default({}),
    ...gates,
  })
  .openapi('CreateRule');

/** What is left out stays as it is. */
export const UpdateRule = z
  .strictObject({
    /** Refused as a conflict when somebody changed the rule meanwhile. */
    expect_version: VersionNumber.optional(),
    name: z.string().trim().min(1).max(120).optional(),
    state: RuleState.optional(),
    parameters: RuleParameters.optional(),
    ...gates,
  })
  .openapi('UpdateRule');

export const RuleParams = z.object({ shop_id: ShopId, rule_id: z.uuid() });

/** A rule that exists, or one that is only being thought about. */
export const RuleToTest = z
  .union([
    z.strictObject({ rule_id: z.uuid(), version: VersionNumber.optional() }),
    z.strictObject({
      template: z.string().min(1).max(60),
      parameters: RuleParameters.default({}),
      ...gates,
    }),
  ])
  .openapi('RuleToTest');
