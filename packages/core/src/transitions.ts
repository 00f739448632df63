import { AppError } from './errors.ts';

/** Which states each state may move to. */
export type TransitionTable<S extends string> = Readonly<Record<S, readonly S[]>>;

/** @throws AppError `illegal_transition` when the table has no arrow from `from` to `to`. */
export function assertTransition<S extends string>(
  table: TransitionTable<S>,
  from: S,
  to: S,
): void {
  if (!table[from].includes(to)) {
    throw new AppError(
      'illegal_transition',
      `${from} cannot become ${to}; from ${from} only ${table[from].join(', ') || 'nothing'} can follow`,
    );
  }
}

/** States that can be reached from `start`, itself included. */
export function reachable<S extends string>(table: TransitionTable<S>, start: S): Set<S> {
  const seen = new Set<S>([start]);
  const open = [start];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const next of table[state]) {
      if (!seen.has(next)) {
        seen.add(next);
        open.push(next);
      }
    }
  }
  return seen;
}
