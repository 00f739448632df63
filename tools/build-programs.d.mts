/** What Node is to run for one of our programs, without its arguments; bundled first when its sources changed. */
export function programArgs(name: 'commerce' | 'server'): Promise<string[]>;

/** Puts programs of ours, with all they load, into a few files: `<outdir>/<name>.mjs`. Returns what went in. */
export function bundle(entries: Record<string, string>, outdir: string): Promise<string[]>;
