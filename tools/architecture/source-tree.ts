import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One file of the repository; `path` is relative to its root, with forward slashes. */
export type SourceFile = { path: string; text: string };

/** The parts of a package.json that the checks read. */
export type Manifest = {
  folder: string;
  name: string;
  exports: readonly string[];
  dependencies: readonly string[];
  devDependencies: readonly string[];
};

const TEXT = /\.(ts|tsx|mts|mjs|js|json|sql|md|css|sh|ya?ml|graphql)$|(^|\/)(Dockerfile|run)$/;
const IGNORED_FOLDERS = new Set(['node_modules', 'dist', 'coverage', 'tmp', 'test-results']);
const HIDDEN_FOLDERS_READ = new Set(['.ci']);

function* pathsBelow(root: string, folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) yield path;
    if (!entry.isDirectory() || IGNORED_FOLDERS.has(entry.name)) continue;
    if (entry.name.startsWith('.') && !HIDDEN_FOLDERS_READ.has(entry.name)) continue;
    yield* pathsBelow(root, path);
  }
}

/** Every text file of the repository that people write, dependencies and build output left out. */
export const readTree = (root: string): SourceFile[] =>
  [...pathsBelow(root, '')]
    .filter((path) => TEXT.test(path) && path !== 'package-lock.json')
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

const keysOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : [];

/** The manifest of every workspace, and of the root under the folder ''. */
export const manifestsOf = (files: readonly SourceFile[]): Manifest[] =>
  files
    .filter(({ path }) => /^((packages|apps)\/[^/]+\/|bench\/)?package\.json$/.test(path))
    .map(({ path, text }) => {
      const json = JSON.parse(text) as Record<string, unknown>;
      return {
        folder: path.replace(/\/?package\.json$/, ''),
        name: String(json.name),
        exports: keysOf(json.exports),
        dependencies: keysOf(json.dependencies),
        devDependencies: keysOf(json.devDependencies),
      };
    });

export const isGenerated = ({ path }: SourceFile): boolean =>
  /\.generated\.|next-env\.d\.ts$/.test(path);

export const isCode = (file: SourceFile): boolean =>
  /\.(ts|tsx|mts|mjs)$/.test(file.path) && !isGenerated(file) && !/\/fixtures\//.test(file.path);

export const isTest = ({ path }: SourceFile): boolean =>
  /\.test\.tsx?$|(^|\/)test\//.test(path) || path.startsWith('packages/testkit/');
