import type { MemberCode, MemberVerdict } from '@commerce/core';
import type { Db } from '@commerce/db';
import { verdict } from '../proposals/verdict.ts';

const OWN_CODES: readonly MemberCode[] = [
  'drifted',
  'already_so',
  'stopped',
  'no_cap',
  'cap_exceeded',
  'expired',
  'read_only_connector',
];

/** How an execution stands, as the answer to whoever asked for it. `id` is what the member was called by. */
export async function executionVerdict(
  db: Db,
  id: string,
  executionId: string,
): Promise<MemberVerdict> {
  const row = await db
    .selectFrom('app_dashboard.executions as e')
    .innerJoin('app_dashboard.action_proposals as p', (join) =>
      join.onRef('p.shop_id', '=', 'e.shop_id').onRef('p.id', '=', 'e.proposal_id'),
    )
    .select(['e.status', 'e.error_code', 'e.error_message', 'e.entity_name'])
    .select(['p.status as proposal_status'])
    .where('e.id', '=', executionId)
    .executeTakeFirstOrThrow();
  const more = { status: row.proposal_status, execution_id: executionId };
  switch (row.status) {
    case 'executed':
    case 'undone':
      return verdict(id, 'done', `Done: ${row.entity_name} shows the new value`, more);
    case 'executing':
      return verdict(
        id,
        'running',
        row.error_message ?? `Under way: the worker goes on with ${row.entity_name}`,
        more,
      );
    case 'unknown_outcome':
      return verdict(id, 'unknown_outcome', row.error_message ?? '', more);
    case 'failed':
      return verdict(id, failureCode(row.error_code), row.error_message ?? 'It failed', more);
  }
}

const NEEDS_REAUTH: ReadonlySet<string | null> = new Set([
  'needs_reauth',
  'credentials',
  'secret_unreadable',
]);

function failureCode(code: string | null): MemberCode {
  if (NEEDS_REAUTH.has(code)) return 'needs_reauth';
  return OWN_CODES.find((own) => own === code) ?? 'failed';
}
