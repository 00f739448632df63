import { type RawBuilder, sql } from 'kysely';
import type { TimeCursor } from '../lists/time-cursor.ts';

/** What a page of the timeline may hold, and how many rows of each part are worth reading. */
export interface TimelineScope {
  shopId: string;
  connectorId: string | null;
  entityId: string | null;
  after: TimeCursor | null;
  rows: number;
}

/** Of the shop and what was asked for, and not later than the cursor: what an index can find. */
function within(scope: TimelineScope, alias: string, at: string): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  return sql`${column('shop_id')} = ${scope.shopId}::uuid
    and (${scope.connectorId}::uuid is null or ${column('connector_id')} = ${scope.connectorId}::uuid)
    and (${scope.entityId}::text is null or ${column('entity_id')} = ${scope.entityId}::text)
    and (${scope.after?.at ?? null}::timestamptz is null or ${column(at)} <= ${scope.after?.at ?? null}::timestamptz)`;
}

/** The rest of a page after its cursor; the parts have ids of their own kind, so that they never meet. */
function newest(scope: TimelineScope, from: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select p.* from (${from}) p
    where ${scope.after?.at ?? null}::timestamptz is null
      or (p.at, p.id) < (${scope.after?.at ?? null}::timestamptz, ${scope.after?.id ?? null}::text)
    order by p.at desc, p.id desc
    limit ${scope.rows}`;
}

export const executions = (scope: TimelineScope): RawBuilder<unknown> =>
  newest(
    scope,
    sql`
    select 'execution:' || x.id as id, 'execution' as kind, x.started_at as at, null::timestamptz as occurred_at,
      x.connector_id, x.level, x.entity_id, x.entity_name,
      p.diff -> 0 ->> 'field' as field, p.diff -> 0 ->> 'before' as before, p.diff -> 0 ->> 'after' as after,
      p.diff -> 0 ->> 'currency' as currency, x.status,
      'commerce' as by_kind, coalesce(x.executed_by_name, x.executed_by) as by_name, x.executed_via as by_via,
      x.proposal_id::text as proposal_id, x.id::text as execution_id, x.error_message as note
    from app_dashboard.executions x
    join app_dashboard.action_proposals p on p.shop_id = x.shop_id and p.id = x.proposal_id
    where ${within(scope, 'x', 'started_at')}`,
  );

/** An undo is its own decision; its execution says everything. */
export const decisions = (scope: TimelineScope): RawBuilder<unknown> =>
  newest(
    scope,
    sql`
    select 'decision:' || p.id as id, 'decision' as kind, p.decided_at as at, null::timestamptz as occurred_at,
      p.connector_id, p.level, p.entity_id, p.entity_name,
      p.diff -> 0 ->> 'field' as field, p.diff -> 0 ->> 'before' as before, p.diff -> 0 ->> 'after' as after,
      p.diff -> 0 ->> 'currency' as currency,
      case when p.status in ('rejected', 'expired', 'superseded') then p.status else 'approved' end as status,
      'commerce' as by_kind, coalesce(p.decided_by_name, p.decided_by) as by_name, p.decided_via as by_via,
      p.id::text as proposal_id, null as execution_id, p.decision_reason as note
    from app_dashboard.action_proposals p
    where p.decided_at is not null and p.undoes is null and ${within(scope, 'p', 'decided_at')}`,
  );

/** States that an object takes because it, or what is above it, was switched: not news by themselves. */
const FOLLOWING = [
  'ACTIVE',
  'PAUSED',
  'CAMPAIGN_PAUSED',
  'ADSET_PAUSED',
  'ARCHIVED',
  'DELETED',
  'IN_PROCESS',
];
/** How long before we noticed it a change may have been logged: the server may have been off. */
const UNNOTICED = '7 days';
/** How much the platform's clock and ours may differ. */
const SKEW = '10 minutes';

/**
 * Changes that no execution of ours made, each with the entry of the platform's log that fits it: same object
 * and field and not another value, first those that say the value, then the nearest in time.
 */
export const changesMadeElsewhere = (scope: TimelineScope): RawBuilder<unknown> =>
  newest(
    scope,
    sql`
    select 'change:' || c.connector_id || ':' || c.id as id, 'change' as kind, c.observed_at as at, a.occurred_at,
      c.connector_id, c.level, c.entity_id, e.name as entity_name, c.field, c.before, c.after,
      case when c.field in ('daily_budget', 'lifetime_budget', 'bid_amount') then e.currency end as currency,
      null as status, case when a.actor_name is null then 'unknown' else 'outside' end as by_kind,
      a.actor_name as by_name, a.application as by_via,
      null as proposal_id, null as execution_id, null as note
    from core_warehouse.entity_changes c
    left join core_warehouse.entities e on e.shop_id = c.shop_id and e.connector_id = c.connector_id
      and e.level = c.level and e.external_id = c.entity_id
    left join lateral (
      select l.occurred_at, l.actor_name, l.application
      from core_warehouse.account_activities l
      where l.shop_id = c.shop_id and l.connector_id = c.connector_id and l.entity_id = c.entity_id
        and (l.field = c.field or l.field = 'budget' and c.field in ('daily_budget', 'lifetime_budget'))
        and (l.after is null or l.after is not distinct from c.after)
        and l.occurred_at between c.observed_at - ${UNNOTICED}::interval and c.observed_at + ${SKEW}::interval
      order by l.after is null, l.before is distinct from c.before, abs(extract(epoch from c.observed_at - l.occurred_at))
      limit 1
    ) a on true
    where c.execution_id is null and ${within(scope, 'c', 'observed_at')}
      and not (c.field = 'effective_status'
        and coalesce(c.before, '') = any (${FOLLOWING}::text[]) and coalesce(c.after, '') = any (${FOLLOWING}::text[]))
      and not exists (
        -- A reader saw our own write before its execution had read it back, perhaps while its answer is lost.
        select from app_dashboard.executions x
        where x.shop_id = c.shop_id and x.connector_id = c.connector_id and x.entity_id = c.entity_id
          and (x.step in ('writing', 'written') or x.status in ('executed', 'undone'))
          and x.started_at <= c.observed_at + ${SKEW}::interval
          and c.observed_at <= coalesce(x.finished_at, 'infinity') + ${SKEW}::interval
          and not exists (
            select from core_warehouse.entity_changes o
            where o.shop_id = c.shop_id and o.connector_id = c.connector_id and o.level = c.level
              and o.entity_id = c.entity_id and o.field = c.field and o.execution_id = x.id
          )
          and c.field = case x.kind when 'pause' then 'status' when 'resume' then 'status'
            when 'set_daily_budget' then 'daily_budget' when 'set_lifetime_budget' then 'lifetime_budget' end
          and c.after = case x.kind when 'pause' then 'PAUSED' when 'resume' then 'ACTIVE'
            else trim_scale((x.action -> 'budget' ->> 'amount')::numeric)::text end
      )`,
  );
