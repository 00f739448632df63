/** What a Markdown text names and the repository does not have, one message each. */
export function brokenNames(
  document: { path: string; text: string },
  exists: (path: string) => boolean,
  scripts: readonly string[],
): string[];
