import { isCode, isGenerated, type SourceFile } from './source-tree.ts';

const NAMELESS = new Set(['common', 'helper', 'helpers', 'lib', 'misc', 'shared', 'util', 'utils']);

/** Folders named after nothing. A thing lives in the room whose word it is. */
export const namelessFolders = (files: readonly SourceFile[]): string[] => [
  ...new Set(
    files.flatMap(({ path }) => {
      const folders = path.split('/').slice(0, -1);
      const found = folders.findIndex((folder) => NAMELESS.has(folder));
      return found < 0 ? [] : [folders.slice(0, found + 1).join('/')];
    }),
  ),
];

const PLATFORM_FILES = [
  'index.ts',
  'api-version.ts',
  'client.ts',
  'schemas.ts',
  'map.ts',
  'streams.ts',
  'errors.ts',
  'README.md',
];

const PLATFORM_FILE = /^packages\/platforms\/src\/([^/]+)\/(.+)$/;
const MARKS_A_PLATFORM = /^(api-version|map|streams|imports)\.ts$/;

/** The ids of the platform folders: those with a file that only a platform has. */
export const platformFolders = (files: readonly SourceFile[]): string[] => [
  ...new Set(
    files.flatMap(({ path }) => {
      const [, folder, inner = ''] = PLATFORM_FILE.exec(path) ?? [];
      return folder !== undefined && MARKS_A_PLATFORM.test(inner) ? [folder] : [];
    }),
  ),
];

/** What a platform folder lacks of the file list that all platform folders have. */
export const incompletePlatforms = (files: readonly SourceFile[]): string[] =>
  platformFolders(files).flatMap((folder) => {
    const base = `packages/platforms/src/${folder}/`;
    const paths = files.map(({ path }) => path).filter((path) => path.startsWith(base));
    const missing = PLATFORM_FILES.filter((name) => !paths.includes(`${base}${name}`));
    if (!paths.some((path) => path.startsWith(`${base}fixtures/`))) missing.push('fixtures/');
    if (!paths.some((path) => path.endsWith('.test.ts'))) missing.push('a *.test.ts');
    return missing.map((name) => `${base} has no ${name}`);
  });

const LONGEST = 400;

/** Code files longer than one concept can be. */
export const longFiles = (files: readonly SourceFile[]): string[] =>
  files.filter(isCode).flatMap(({ path, text }) => {
    const lines = text.split('\n').length - 1;
    return lines > LONGEST ? [`${path} has ${lines} lines (limit ${LONGEST})`] : [];
  });

const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;

const PERSONAL_FOLDER = /(?<![\w.~-])(?:\/home\/|\/Users\/|[A-Z]:\\{1,2}Users\\)[\w.-]+/;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Absolute paths of somebody's machine; `root` is where this checkout happens to live. */
export function machinePaths(files: readonly SourceFile[], root: string): string[] {
  // A checkout directly under "/" has a name like "/app" that says nothing about a machine.
  const checkout =
    root.split('/').length > 2 ? new RegExp(`${escaped(root)}(?![\\w-])`) : undefined;
  return files
    .filter((file) => !isGenerated(file))
    .flatMap(({ path, text }) => {
      const match = PERSONAL_FOLDER.exec(text) ?? checkout?.exec(text);
      return match ? [`${path}:${lineOf(text, match.index)} names ${match[0]}`] : [];
    });
}

const UNFINISHED = new RegExp(String.raw`\b(${['TO', 'FIX'].join('DO|')}ME|X{3})\b`);

/** Notes that something is left for later. */
export const unfinishedPlaces = (files: readonly SourceFile[]): string[] =>
  files
    .filter((file) => isCode(file) || file.path.endsWith('.sql'))
    .flatMap(({ path, text }) => {
      const match = UNFINISHED.exec(text);
      return match ? [`${path}:${lineOf(text, match.index)} says ${match[0]}`] : [];
    });
