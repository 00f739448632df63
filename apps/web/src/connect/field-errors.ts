import type { Problem } from '../api/problem.ts';

/** Puts the API's field problems under the fields of a form; what belongs to none is left for the message. */
export function fieldErrors<Field extends string>(
  problem: Problem,
  fields: Readonly<Record<string, Field>>,
): { errors: Partial<Record<Field, string>>; rest: boolean } {
  const errors: Partial<Record<Field, string>> = {};
  let rest = problem.fields.length === 0;
  for (const { field, problem: words } of problem.fields) {
    const own = fields[field];
    if (own) errors[own] = words;
    else rest = true;
  }
  return { errors, rest };
}
