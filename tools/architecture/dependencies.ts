import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { isCode, isTest, type Manifest, type SourceFile } from './source-tree.ts';
import { importsOf } from './syntax.ts';

/** For each workspace, the workspaces its product code may import: arrows point down only. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'packages/core': [],
  'packages/db': ['core'],
  'packages/platforms': ['core'],
  'packages/simulators': [],
  'packages/engine': ['core', 'db', 'platforms'],
  'packages/bot': ['core', 'engine'],
  'packages/mcp': ['core', 'engine'],
  'packages/api': ['core', 'engine'],
  'packages/testkit': ['core', 'db', 'engine', 'platforms', 'simulators'],
  'apps/web': ['api'],
  'apps/server': ['api', 'bot', 'mcp', 'core', 'db', 'engine', 'platforms', 'simulators'],
  'apps/cli': ['api', 'bot', 'mcp', 'core', 'db', 'engine', 'platforms', 'server', 'simulators'],
  bench: ['api', 'core', 'db', 'engine', 'platforms', 'server', 'simulators', 'testkit'],
};

const WEB_MAY_IMPORT = ['@commerce/api/cards', '@commerce/api/client', '@commerce/api/contract'];

/** Files of tools/ that product code may call: the CLI builds the web app with the same function. */
const CALLABLE_TOOLS = ['tools/build-programs.mjs', 'tools/build-web.mjs'];

const builtins = new Set(builtinModules);
const isBuiltin = (name: string): boolean => name.startsWith('node:') || builtins.has(name);
const isRelative = (name: string): boolean => /^\.{1,2}(\/|$)/.test(name);
const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

type Import = { file: SourceFile; owner: Manifest; name: string };

function importsIn(files: readonly SourceFile[], manifests: readonly Manifest[]): Import[] {
  return files.filter(isCode).flatMap((file) => {
    const owner = manifests.find(
      ({ folder }) => folder !== '' && file.path.startsWith(`${folder}/`),
    );
    return owner ? importsOf(file).map((name) => ({ file, owner, name })) : [];
  });
}

/** Alias imports such as "@/components/x" stay inside the web app. */
const isWebAlias = ({ owner, name }: Import): boolean =>
  owner.folder === 'apps/web' && name.startsWith('@/');

const isForeign = (item: Import): boolean =>
  !isRelative(item.name) && !isBuiltin(item.name) && !isWebAlias(item);

/** Imports of packages that the importing workspace's own package.json does not declare. */
export function undeclaredImports(
  files: readonly SourceFile[],
  manifests: readonly Manifest[],
): string[] {
  const testTools = manifests.find(({ folder }) => folder === '')?.devDependencies ?? [];
  return importsIn(files, manifests)
    .filter((item) => {
      const name = packageOf(item.name);
      if (!isForeign(item) || name === item.owner.name) return false;
      if (item.owner.dependencies.includes(name)) return false;
      // Types of a package come with it in development, e.g. "react" and "@types/react".
      const inDevelopment = [...item.owner.devDependencies, ...testTools];
      return !(isTest(item.file) && inDevelopment.includes(name));
    })
    .map(({ file, owner, name }) => `${file.path} imports ${name}, not declared by ${owner.name}`);
}

/** Product code that imports a workspace above or beside its own. */
export function upwardImports(
  files: readonly SourceFile[],
  manifests: readonly Manifest[],
): string[] {
  return importsIn(files, manifests)
    .filter(({ file, owner, name }) => {
      if (isTest(file) && owner.folder !== 'packages/testkit') return false;
      const target = /^@commerce\/([^/]+)/.exec(name)?.[1];
      if (target === undefined || `@commerce/${target}` === owner.name) return false;
      if (!(MAY_IMPORT[owner.folder] ?? []).includes(target)) return true;
      return owner.folder === 'apps/web' && !WEB_MAY_IMPORT.includes(name);
    })
    .map(({ file, name }) => `${file.path} must not import ${name}`);
}

/** Imports that reach into another workspace past its package.json "exports". */
export function deepImports(
  files: readonly SourceFile[],
  manifests: readonly Manifest[],
): string[] {
  return importsIn(files, manifests).flatMap(({ file, owner, name }) => {
    if (isRelative(name)) {
      const target = posix.join(posix.dirname(file.path), name);
      const inside = target === owner.folder || target.startsWith(`${owner.folder}/`);
      const allowed = inside || CALLABLE_TOOLS.includes(target);
      return allowed ? [] : [`${file.path} leaves its package by ${name}`];
    }
    const target = manifests.find((manifest) => manifest.name === packageOf(name));
    if (target === undefined) return [];
    const subpath = `.${name.slice(target.name.length)}`;
    return target.exports.includes(subpath) ? [] : [`${file.path} imports ${name}, not exported`];
  });
}

/** Core product code that imports anything but its own files. */
export const coreImports = (files: readonly SourceFile[]): string[] =>
  files
    .filter((file) => file.path.startsWith('packages/core/src/') && isCode(file) && !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((name) => !isRelative(name))
        .map((name) => `${file.path} imports ${name}; core knows nobody`),
    );
