/** Throws a clear message when `id` cannot be the name of a new platform folder. */
export function checkId(id: string | undefined, existing: readonly string[]): void;

/** The files of a new platform and its conformance subject; paths are relative to the repository. */
export function platformFiles(platform: {
  id: string;
  docsUrl: string;
  today: string;
}): { path: string; text: string }[];
