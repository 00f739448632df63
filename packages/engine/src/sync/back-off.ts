const MINUTE_MS = 60_000;

/** Waits between attempts at a slice whose platform was down: 10 s, doubled each time, at most 5 min. */
export const sliceBackOffMs = (attempts: number): number =>
  Math.min(10_000 * 2 ** Math.max(0, attempts - 1), 5 * MINUTE_MS);

/** Waits between jobs of a failing connector: 5 min, doubled each time, at most an hour. */
export const connectorBackOffMs = (failures: number): number =>
  Math.min(5 * MINUTE_MS * 2 ** Math.max(0, failures - 1), 60 * MINUTE_MS);

/** Attempts at one slice while its platform is unavailable. */
export const MAX_SLICE_ATTEMPTS = 5;

/** Times a job may lose its worker before it is given up: it may be what kills the worker. */
export const MAX_JOB_ATTEMPTS = 5;

/** Where a platform says "too many requests" without saying for how long. */
export const DEFAULT_RATE_LIMIT_WAIT_MS = MINUTE_MS;
