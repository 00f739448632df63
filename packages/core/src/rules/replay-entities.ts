import { type HistoryEntity, HISTORY_METRICS, type HistoryMetric } from './history.ts';
import type { ReplayChange, ReplayEntity, ReplayInput } from './replay-input.ts';
import { toUnits } from './units.ts';

const CHANGED_AT = new Set(['status', 'daily_budget', 'lifetime_budget']);

/** The ad objects of a replay, moved forward through their recorded changes. */
export class ReplayedEntities {
  readonly all: readonly HistoryEntity[];
  readonly #input: ReplayInput;
  /** How many of `changes` are applied. */
  #applied: number;

  /** Starts with everything as it is known now. */
  constructor(input: ReplayInput, columns: Partial<Record<HistoryMetric, Float64Array>>) {
    this.#input = input;
    this.#applied = input.changes.length;
    const width = input.days.length;
    const nothing = new Float64Array(width).fill(Number.NaN);
    this.all = input.entities.map((entity, index) => ({
      ...currentState(entity),
      changedAt: null,
      metrics: Object.fromEntries(
        HISTORY_METRICS.map((metric) => [
          metric,
          columns[metric]?.subarray(index * width, (index + 1) * width) ?? nothing,
        ]),
      ) as HistoryEntity['metrics'],
    }));
  }

  /** Makes the objects what they were known to be at `at`: backwards once, then forwards. */
  moveTo(at: number): void {
    const { changes } = this.#input;
    const noticed = (index: number): boolean => (changes[index] as ReplayChange).observedAt <= at;
    if (this.#applied > 0 && !noticed(this.#applied - 1)) {
      while (this.#applied > 0 && !noticed(this.#applied - 1)) {
        this.#applied -= 1;
        this.#set(changes[this.#applied] as ReplayChange, 'before');
      }
    }
    while (this.#applied < changes.length && noticed(this.#applied)) {
      this.#set(changes[this.#applied] as ReplayChange, 'after');
      this.#applied += 1;
    }
    this.#dateChanges();
  }

  /** Takes back every recorded change: the earliest state known. */
  rewind(): void {
    while (this.#applied > 0) {
      this.#applied -= 1;
      this.#set(this.#input.changes[this.#applied] as ReplayChange, 'before');
    }
    for (const entity of this.all) entity.changedAt = null;
    this.#dated = 0;
  }

  /** Objects that were known at `at`. */
  knownAt(at: number): readonly HistoryEntity[] {
    return this.#present(
      ({ firstObservedAt }) => firstObservedAt === null || firstObservedAt <= at,
    );
  }

  /** Objects that existed at `at`, known or not. */
  existingAt(at: number): readonly HistoryEntity[] {
    return this.#present(({ createdAt }) => createdAt === null || createdAt <= at);
  }

  /** The same list as before when nobody joined or left it. */
  #list: readonly HistoryEntity[] = [];

  #present(test: (entity: ReplayEntity) => boolean): readonly HistoryEntity[] {
    const list = this.all.filter((_, index) => test(this.#input.entities[index] as ReplayEntity));
    const same =
      list.length === this.#list.length &&
      list.every((entity, index) => entity === this.#list[index]);
    if (!same) this.#list = list;
    return this.#list;
  }

  /** Changes whose instant is already written to `changedAt`. */
  #dated = 0;

  #dateChanges(): void {
    for (; this.#dated < this.#applied; this.#dated += 1) {
      const change = this.#input.changes[this.#dated] as ReplayChange;
      const entity = this.all[change.entity];
      if (entity && CHANGED_AT.has(change.field)) entity.changedAt = change.observedAt;
    }
  }

  #set(change: ReplayChange, side: 'before' | 'after'): void {
    const entity = this.all[change.entity];
    if (!entity) return;
    const value = change[side];
    switch (change.field) {
      case 'status':
        entity.status = value;
        break;
      case 'effective_status':
        entity.effectiveStatus = value;
        break;
      case 'daily_budget':
        entity.dailyBudget = value === null ? null : toUnits(value);
        break;
      case 'lifetime_budget':
        entity.lifetimeBudget = value === null ? null : toUnits(value);
        break;
      case 'name':
        entity.name = value ?? entity.name;
        break;
      default:
    }
  }
}

function currentState(entity: ReplayEntity): Omit<HistoryEntity, 'metrics' | 'changedAt'> {
  const { createdAt: _created, firstObservedAt: _observed, ...state } = entity;
  return { ...state };
}
