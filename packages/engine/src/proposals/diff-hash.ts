import { createHash } from 'node:crypto';
import type { EntityLevel, FieldChange, ProposalKind } from '@commerce/core';

/** What an approval is bound to. */
export interface BoundChange {
  connectorId: string;
  level: EntityLevel;
  entityId: string;
  kind: ProposalKind;
  diff: readonly FieldChange[];
}

/** SHA-256, hex, over the change as JSON with its keys in this order. */
export function diffHash({ connectorId, level, entityId, kind, diff }: BoundChange): string {
  const fields = diff.map(({ field, before, after, currency }) => ({
    field,
    before,
    after,
    currency,
  }));
  const text = JSON.stringify({ connectorId, level, entityId, kind, diff: fields });
  return createHash('sha256').update(text).digest('hex');
}
