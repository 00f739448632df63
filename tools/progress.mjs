/** Whole seconds since `startedAt` (a `performance.now()` value), as "12 s". */
export const elapsed = (startedAt) => `${Math.round((performance.now() - startedAt) / 1000)} s`;

/**
 * Prints one line when a long step begins and one when it ends, and every `everySeconds` in between
 * so that a slow machine does not look like a hung one. Lines go to stderr: stdout stays for results.
 */
export async function step(label, work, everySeconds = 15) {
  const startedAt = performance.now();
  process.stderr.write(`${label} …\n`);
  const heartbeat = setInterval(() => {
    process.stderr.write(`${label} … ${elapsed(startedAt)}\n`);
  }, everySeconds * 1000);
  heartbeat.unref();
  try {
    const result = await work();
    process.stderr.write(`${label}: done in ${elapsed(startedAt)}\n`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}

/** Prints an operator's message without a stack trace and ends the process with code 1. */
export function fail(error) {
  const known = error instanceof Error && error.name === 'OperatorError';
  process.stderr.write(`\n${known ? error.message : (error?.stack ?? String(error))}\n`);
  process.exit(1);
}

/** An error whose message alone tells the operator what happened and what to do next. */
export class OperatorError extends Error {
  name = 'OperatorError';
}
