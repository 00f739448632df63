type Options = { env?: Readonly<Record<string, string | undefined>>; cwd?: string };

/** Runs a command to its end and returns its exit code and what it printed. */
export function capture(
  command: string,
  args: readonly string[],
  options?: Options & { shell?: boolean },
): Promise<{ code: number; signal: string | null; output: string }>;

/** Runs a command in the foreground with this terminal and returns the code to exit with. */
export function foreground(
  command: string,
  args: readonly string[],
  options?: Options,
): Promise<number>;
