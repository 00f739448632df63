/** The browser test files that vitest would run for these command line arguments. */
export function wantedBrowserTests(args: readonly string[], files: readonly string[]): string[];
