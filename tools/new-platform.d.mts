/** Throws a clear message when `id` cannot be the name of a new platform folder. */
export function checkId(id: string | undefined, existing: readonly string[]): void;

/** The files of a new platform folder; paths are relative to that folder. */
export function platformFiles(platform: {
  id: string;
  docsUrl: string;
  today: string;
}): { path: string; text: string }[];
