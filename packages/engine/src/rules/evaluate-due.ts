import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { evaluateClaimed } from './evaluate-connector.ts';
import { claimJudgement } from './claim-judgement.ts';

/** However quiet an account is, it is judged again after this long: its days go on. */
const LONGEST_PAUSE_MS = 6 * 3_600_000;

export interface DueReport {
  /** Accounts judged by this call. */
  accounts: number;
  findings: number;
  /** Proposals that are new, also those that took an older one's place. */
  proposals: number;
  /** Accounts whose judgement failed; they are due again. */
  failed: number;
}

/**
 * Judges every ad account with rules whose data moved since it was judged, that has become stale, whose rules
 * were changed, or that nobody has judged for six hours. Many workers may call it: each account is judged by the
 * one that claims it. An account that cannot be judged is logged and does not stop the others.
 */
export async function evaluateDue(
  ctx: EngineContext,
  { signal }: { signal?: AbortSignal } = {},
): Promise<DueReport> {
  const report: DueReport = { accounts: 0, findings: 0, proposals: 0, failed: 0 };
  for (const { shop_id, connector_id, judged_at } of await dueAccounts(ctx)) {
    if (signal?.aborted) break;
    const key = { shopId: shop_id, connectorId: connector_id };
    const claim = await claimJudgement(ctx, key, judged_at);
    if (claim === null) continue;
    try {
      const judged = await evaluateClaimed(ctx, key, claim);
      if (!judged.judged) continue;
      report.accounts += 1;
      report.findings += judged.findings;
      report.proposals += judged.proposals;
    } catch (error) {
      report.failed += 1;
      ctx.log.error(
        { ...key, error: String(error) },
        'An account could not be judged by its rules',
      );
    }
  }
  return report;
}

async function dueAccounts(ctx: Pick<EngineContext, 'db' | 'now' | 'settings'>) {
  const now = ctx.now();
  const staleSince = new Date(now.getTime() - ctx.settings.maxStalenessMinutes * 60_000);
  const pausedSince = new Date(now.getTime() - LONGEST_PAUSE_MS);
  const { rows } = await sql<{ shop_id: string; connector_id: string; judged_at: Date | null }>`
    select c.shop_id, c.id as connector_id, k.judged_at
    from app_dashboard.connectors c
    join app_dashboard.shops s on s.id = c.shop_id and s.archived_at is null
    left join app_dashboard.rule_cursors k on k.shop_id = c.shop_id and k.connector_id = c.id
    cross join lateral (
      select max(r.updated_at) as changed_at from app_dashboard.rules r
      where r.shop_id = c.shop_id and r.archived_at is null and r.state in ('enabled', 'shadow')
        and (coalesce(jsonb_array_length(r.scope -> 'connector_ids'), 0) = 0 or r.scope -> 'connector_ids' ? c.id::text)
    ) rules
    where c.kind = 'ads' and c.status <> 'disabled' and rules.changed_at is not null
      and (k.judged_at is null
        or k.judged_sync_at is distinct from c.last_synced_at
        or rules.changed_at > k.judged_at
        or k.judged_at <= ${pausedSince}::timestamptz
        or (c.mode = 'api' and c.last_synced_at < ${staleSince}::timestamptz
          and k.judged_at - c.last_synced_at <= ${now}::timestamptz - ${staleSince}::timestamptz))
    order by k.judged_at nulls first, c.id`.execute(ctx.db);
  return rows;
}
