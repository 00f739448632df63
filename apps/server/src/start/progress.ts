/** Lines for whoever watches a long start. */
export interface Progress {
  line(text: string): void;
  /** A line when a step begins that takes long, and one with the time it took when it ends. */
  step<T>(label: string, work: () => Promise<T>): Promise<T>;
}

const HEARTBEAT_MS = 10_000;

export const inSeconds = (ms: number): string =>
  ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;

export function createProgress(write: (text: string) => void): Progress {
  const line = (text: string) => write(`${text}\n`);
  return {
    line,
    async step(label, work) {
      const started = performance.now();
      const elapsed = () => inSeconds(performance.now() - started);
      line(`${label} …`);
      const heartbeat = setInterval(() => line(`${label} … ${elapsed()}`), HEARTBEAT_MS);
      try {
        const result = await work();
        line(`${label}: done in ${elapsed()}`);
        return result;
      } finally {
        clearInterval(heartbeat);
      }
    },
  };
}
