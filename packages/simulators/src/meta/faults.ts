/** What the next matching request suffers. */
export const FAULT_KINDS = [
  'throttled',
  'account_throttled',
  'buc',
  'insights_busy',
  'http_500',
  'transient',
  'unknown',
  'token_expired',
  'session_invalid',
  'permission',
  'not_visible',
  'bad_cursor',
  'truncate',
  'malformed',
  'wrong_shape',
  'error_in_200',
  'too_much_data',
  'sync_timeout',
  'async_failed',
  'async_skipped',
  'async_stuck',
  'async_fields_missing',
  'empty_data',
  'close_socket',
  'hang',
  'slow',
  'apply_then_timeout',
  'apply_then_close',
  'accept_but_ignore',
  'batch_null',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultMatch {
  method?: 'GET' | 'POST';
  /** Part of the path after the version, e.g. "/insights" or an entity id. */
  path?: string;
  /** Parameters that must be present with exactly this value. */
  params?: Record<string, string>;
}

export interface Fault {
  match?: FaultMatch;
  /** How many matching requests it hits; 1 when left out. */
  times?: number;
  kind: FaultKind;
  /** Matching requests to let through first. */
  after?: number;
  /** For "slow": milliseconds. For "buc": minutes until access returns. */
  amount?: number;
}

export interface MatchableRequest {
  method: string;
  path: string;
  params: ReadonlyMap<string, string>;
}

export class FaultQueue {
  private pending: Required<Fault>[] = [];

  add(fault: Fault): void {
    this.pending.push({ match: {}, times: 1, after: 0, amount: 0, ...fault });
  }

  clear(): void {
    this.pending = [];
  }

  /** Takes the first fault that fits, limited to the kinds the caller can act out. */
  take(request: MatchableRequest, kinds: ReadonlySet<FaultKind>): Required<Fault> | null {
    for (const fault of this.pending) {
      if (!kinds.has(fault.kind) || !fits(fault.match, request)) continue;
      if (fault.after > 0) {
        fault.after -= 1;
        continue;
      }
      fault.times -= 1;
      if (fault.times <= 0) this.pending = this.pending.filter((item) => item !== fault);
      return fault;
    }
    return null;
  }
}

function fits(match: FaultMatch, request: MatchableRequest): boolean {
  if (match.method && match.method !== request.method) return false;
  if (match.path && !request.path.includes(match.path)) return false;
  return Object.entries(match.params ?? {}).every(([k, v]) => request.params.get(k) === v);
}
