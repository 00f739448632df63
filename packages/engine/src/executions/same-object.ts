import { type ProposalKind, subjectOf } from '@commerce/core';
import type { Db } from '@commerce/db';
import { sql } from 'kysely';

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
  const rows = await ofSameObject(db, written)
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
  const rows = await ofSameObject(db, execution)
    .where('status', '=', 'executed')
    .where('undo_of', 'is', null)
    .where(
      sql<boolean>`(started_at, id) > (${execution.started_at}::timestamptz, ${execution.id}::uuid)`,
    )
    .orderBy('started_at')
    .execute();
  const later = rows.find(sameSubject(execution));
  return later
    ? `${later.entity_name} was changed again on ${later.started_at.toISOString()}; undo that change first`
    : null;
}

/** Those of some executions from which a later change of ours went on, as `wentOn` has it; their ids. */
export async function allThatWentOn(
  db: Db,
  executions: readonly (Written & { id: string; started_at: Date })[],
): Promise<ReadonlySet<string>> {
  if (executions.length === 0) return new Set();
  const all = (key: 'shop_id' | 'connector_id' | 'entity_id') => [
    ...new Set(executions.map((execution) => execution[key])),
  ];
  const standing = await db
    .selectFrom('app_dashboard.executions')
    .select(['id', 'shop_id', 'connector_id', 'level', 'entity_id', 'kind', 'started_at'])
    .where('shop_id', 'in', all('shop_id'))
    .where('connector_id', 'in', all('connector_id'))
    .where('entity_id', 'in', all('entity_id'))
    .where('status', '=', 'executed')
    .where('undo_of', 'is', null)
    .execute();
  const isLater = (later: (typeof standing)[number], than: (typeof executions)[number]) => {
    const apart = later.started_at.getTime() - than.started_at.getTime();
    return apart > 0 || (apart === 0 && later.id > than.id);
  };
  const wentOn = executions.filter((execution) =>
    standing.some(
      (later) =>
        later.connector_id === execution.connector_id &&
        later.level === execution.level &&
        later.entity_id === execution.entity_id &&
        sameSubject(execution)(later) &&
        isLater(later, execution),
    ),
  );
  return new Set(wentOn.map(({ id }) => id));
}

const ofSameObject = (db: Db, { shop_id, connector_id, level, entity_id }: Written) =>
  db
    .selectFrom('app_dashboard.executions')
    .select(['kind', 'entity_name', 'started_at'])
    .where('shop_id', '=', shop_id)
    .where('connector_id', '=', connector_id)
    .where('level', '=', level)
    .where('entity_id', '=', entity_id);

const sameSubject =
  (written: Written) =>
  ({ kind }: { kind: string }): boolean =>
    subjectOf(kind as ProposalKind) === subjectOf(written.kind as ProposalKind);
