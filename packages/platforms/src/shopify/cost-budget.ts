import type { QueryCost } from './schemas.ts';

/**
 * The shop's bucket of query points as its last answer described it. Costs are learnt per operation
 * name: only what Shopify reports is believed.
 */
export class CostBudget {
  #costs = new Map<string, number>();
  #state: { available: number; maximum: number; restoreRate: number; at: number } | null = null;

  learn(operation: string, cost: QueryCost | null | undefined, at: number): void {
    if (cost?.requestedQueryCost != null) this.#costs.set(operation, cost.requestedQueryCost);
    if (cost?.throttleStatus) {
      this.#state = {
        available: cost.throttleStatus.currentlyAvailable,
        maximum: cost.throttleStatus.maximumAvailable,
        restoreRate: cost.throttleStatus.restoreRate,
        at,
      };
    }
  }

  /** Milliseconds until the bucket holds what `operation` asked for last time; 0 when it does already. */
  waitFor(operation: string, now: number): number {
    const state = this.#state;
    const cost = this.#costs.get(operation);
    if (state === null || cost === undefined || state.restoreRate <= 0) return 0;
    const restored = (Math.max(0, now - state.at) / 1000) * state.restoreRate;
    const missing =
      Math.min(cost, state.maximum) - Math.min(state.maximum, state.available + restored);
    return missing <= 0 ? 0 : Math.ceil((missing / state.restoreRate) * 1000);
  }
}
