import { type ProposalKind, subjectOf } from '@commerce/core';
import type { Db } from '@commerce/db';

/** One thing of one object that a write changes. */
interface Written {
  shop_id: string;
  connector_id: string;
  level: string;
  entity_id: string;
  kind: string;
}

/**
 * Who else is changing the same thing of the same object right now, in words; null when nobody is. A write whose
 * answer was lost may still arrive, after whatever is written meanwhile.
 */
export async function underWay(db: Db, written: Written): Promise<string | null> {
  const rows = await db
    .selectFrom('app_dashboard.executions')
    .select(['kind', 'entity_name', 'started_at'])
    .where('shop_id', '=', written.shop_id)
    .where('connector_id', '=', written.connector_id)
    .where('level', '=', written.level)
    .where('entity_id', '=', written.entity_id)
    .where('status', 'in', ['executing', 'unknown_outcome'])
    .execute();
  const other = rows.find(sameSubject(written));
  return other
    ? `Another change of ${other.entity_name} is under way since ${other.started_at.toISOString()}; nothing was sent, try again when its outcome is known`
    : null;
}

/**
 * The later change of ours that went on from an execution and still stands, in words; null when it is the last.
 * The value may be the same again: it is the later decision's by then.
 */
export async function wentOn(
  db: Db,
  execution: Written & { id: string; started_at: Date },
): Promise<string | null> {
  const later = (await laterChanges(db, [execution])).get(execution.id);
  return later
    ? `${later.entity_name} was changed again on ${later.started_at.toISOString()}; undo that change first`
    : null;
}

/** Of some executions those from which a later change of ours went on that still stands, with the first such. */
export async function laterChanges(
  db: Db,
  executions: readonly (Written & { id: string; started_at: Date })[],
): Promise<ReadonlyMap<string, { entity_name: string; started_at: Date }>> {
  if (executions.length === 0) return new Map();
  const all = (key: 'shop_id' | 'connector_id' | 'entity_id') => [
    ...new Set(executions.map((execution) => execution[key])),
  ];
  const standing = await db
    .selectFrom('app_dashboard.executions')
    .select(['id', 'connector_id', 'level', 'entity_id', 'entity_name', 'kind', 'started_at'])
    .where('shop_id', 'in', all('shop_id'))
    .where('connector_id', 'in', all('connector_id'))
    .where('entity_id', 'in', all('entity_id'))
    .where('status', '=', 'executed')
    .where('undo_of', 'is', null)
    .orderBy('started_at')
    .orderBy('id')
    .execute();
  const isLater = (later: (typeof standing)[number], than: (typeof executions)[number]) => {
    const apart = later.started_at.getTime() - than.started_at.getTime();
    return apart > 0 || (apart === 0 && later.id > than.id);
  };
  return new Map(
    executions.flatMap((execution) => {
      const later = standing.find(
        (one) =>
          one.connector_id === execution.connector_id &&
          one.level === execution.level &&
          one.entity_id === execution.entity_id &&
          sameSubject(execution)(one) &&
          isLater(one, execution),
      );
      return later ? [[execution.id, later] as const] : [];
    }),
  );
}

const sameSubject =
  (written: Written) =>
  ({ kind }: { kind: string }): boolean =>
    subjectOf(kind as ProposalKind) === subjectOf(written.kind as ProposalKind);
