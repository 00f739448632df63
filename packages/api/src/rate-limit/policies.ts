import type { BucketPolicy } from './store.ts';

/** `read`, `write`, `decision`, `compute`: per person or key. The others: per address. */
export type LimitName =
  | 'read'
  | 'write'
  | 'decision'
  | 'compute'
  | 'public'
  | 'sign_in'
  | 'delivery'
  | 'refused';
export type LimitPolicies = Record<LimitName, BucketPolicy>;

export const LIMITS: LimitPolicies = {
  read: { burst: 300, perSecond: 30 },
  write: { burst: 60, perSecond: 1 },
  /** Apart from `write`, so that other work never keeps a person from deciding or stopping. */
  decision: { burst: 60, perSecond: 1 },
  /** Backtests: seconds of work each. */
  compute: { burst: 12, perSecond: 0.2 },
  public: { burst: 120, perSecond: 5 },
  sign_in: { burst: 20, perSecond: 0.5 },
  delivery: { burst: 600, perSecond: 50 },
  /** Requests whose credentials or signatures did not fit. */
  refused: { burst: 60, perSecond: 1 },
};
