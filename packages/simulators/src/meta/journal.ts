import type { Actor } from './activities.ts';
import type { Params } from './params.ts';
import { prepareUpdate } from './mutations.ts';
import type { Account, Entity } from './entities.ts';
import { GraphError } from './errors.ts';

/** A change to an ad object and when it was made. What a simulator did, another one can do again. */
export interface JournalEntry {
  /** ISO instant. */
  at: string;
  id: string;
  /** In the API's own parameter names. */
  change: Record<string, string>;
  actor: Actor;
}

type Find = (id: string) => { account: Account; entity: Entity } | null;

/** Changes that are made when their time comes, in the order of time. */
export class Journal {
  private waiting: JournalEntry[] = [];

  add(entries: readonly JournalEntry[]): void {
    this.waiting.push(...entries);
    this.waiting.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  }

  /** Makes what is due by `now`. @returns whether anything was */
  catchUp(now: number, find: Find): boolean {
    let some = false;
    for (;;) {
      const [next] = this.waiting;
      if (!next || Date.parse(next.at) > now) return some;
      this.waiting.shift();
      make(next, find);
      some = true;
    }
  }
}

/** What the platform would refuse by then (the object is deleted meanwhile) is not made. */
function make({ at, id, change, actor }: JournalEntry, find: Find): void {
  const found = find(id);
  if (!found) throw new Error(`the simulator has no object ${id}`);
  const params: Params = new Map(Object.entries(change));
  try {
    prepareUpdate({ ...found, params, actor, now: Date.parse(at), limited: false })();
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
  }
}
