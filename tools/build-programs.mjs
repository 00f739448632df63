import { createHash, randomUUID } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withLock } from './lock.mjs';
import { fail } from './progress.mjs';
import { isMain, root } from './workspace.mjs';

const ENTRIES = { commerce: 'apps/cli/src/main.ts', server: 'apps/server/src/main.ts' };
const OWN_TOOLS = ['package-lock.json', 'tools/build-programs.mjs'];

/** Left in node_modules: they bring binaries, or files that they look for beside themselves. */
const EXTERNAL = ['@electric-sql/*', '@node-rs/*', 'esbuild', 'next', 'pg-native', 'pino', 'tsx'];

const folder = join(root, 'dist', 'programs');
const stampFile = join(folder, 'current.json');
/** A build that was replaced may still run, and load a part of itself late. */
const KEPT_MS = 7 * 24 * 3_600_000;

const hashOf = (files) => {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 20);
};

/** The build of exactly the present sources, or null. */
function currentBuild() {
  try {
    const { hash, files } = JSON.parse(readFileSync(stampFile, 'utf8'));
    return hashOf(files) === hash ? join(folder, hash) : null;
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A file of ours goes on finding what lies beside it in the source tree. */
const ownAddresses = {
  name: 'own addresses',
  setup(build) {
    build.onLoad({ filter: /\.(ts|mjs)$/ }, ({ path }) => {
      const file = relative(root, path);
      if (file.startsWith('..') || file.split(sep).includes('node_modules')) return undefined;
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      const address = JSON.stringify(pathToFileURL(path).href);
      const loader = path.endsWith('.ts') ? 'ts' : 'js';
      return { contents: text.replaceAll('import.meta.url', address), loader };
    });
  },
};

/**
 * Puts programs of ours, with all they load, into a few files: `<outdir>/<name>.mjs`.
 * @param {Record<string, string>} entries source file by name
 */
export async function bundle(entries, outdir) {
  // Loaded only when there is something to build.
  const esbuild = await import('esbuild');
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    // Some packages know a class by its name.
    keepNames: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: EXTERNAL,
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
    // Packages in CommonJS ask for Node's own modules this way.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    plugins: [ownAddresses],
  });
  return Object.keys(metafile.inputs);
}

async function build() {
  const made = join(folder, `new-${randomUUID()}`);
  const ours = (await bundle(ENTRIES, made)).filter((file) => !file.includes('node_modules/'));
  const files = [...OWN_TOOLS, ...ours].sort();
  const hash = hashOf(files);
  rmSync(join(folder, hash), { recursive: true, force: true });
  renameSync(made, join(folder, hash));
  // A fixed address of the newest, for an image that is built once.
  for (const name of Object.keys(ENTRIES)) {
    writeFileSync(join(folder, `${name}.mjs`), `import './${hash}/${name}.mjs';\n`);
  }
  writeFileSync(`${stampFile}.new`, JSON.stringify({ hash, files }));
  renameSync(`${stampFile}.new`, stampFile);
  return join(folder, hash);
}

function removeOldBuilds(current) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (path === current || !statSync(path).isDirectory()) continue;
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS)
      rmSync(path, { recursive: true, force: true });
  }
}

/**
 * What Node is to run for one of our programs, without its arguments. Bundled from the sources when they
 * changed since the last time: loading a thousand modules one by one takes seconds.
 * @param {'commerce' | 'server'} name
 */
export async function programArgs(name) {
  const built =
    currentBuild() ??
    (await withLock('build-programs', async () => {
      mkdirSync(folder, { recursive: true });
      const made = currentBuild() ?? (await build());
      removeOldBuilds(made);
      return made;
    }));
  return ['--enable-source-maps', join(built, `${name}.mjs`)];
}

if (isMain(import.meta.url)) await programArgs('commerce').catch(fail);
