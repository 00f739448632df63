/** A bucket that holds `burst` tokens and gets `perSecond` back. */
export interface BucketPolicy {
  burst: number;
  perSecond: number;
}

export interface BucketState {
  allowed: boolean;
  /** Whole tokens left. */
  remaining: number;
  /** Until the next token, or until the bucket is full when there are tokens. Milliseconds. */
  waitMs: number;
}

/** Where buckets are kept: in this process, or shared between several. */
export interface RateLimitStore {
  /** Takes one token of a bucket if there is one. */
  take(key: string, policy: BucketPolicy, now: Date): Promise<BucketState>;
}
