import type { FieldChange } from '../api/types.ts';

/** The diff that takes a change back; what was not known before is left out. */
export const stepBack = (diff: readonly FieldChange[]): FieldChange[] =>
  diff.flatMap((change) =>
    change.before === null ? [] : [{ ...change, before: change.after, after: change.before }],
  );
