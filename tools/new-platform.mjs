import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { install } from './install.mjs';
import { fail, OperatorError } from './progress.mjs';
import { capture } from './run.mjs';
import { isMain, root } from './workspace.mjs';

const platforms = join(root, 'packages', 'platforms');

/** The folder of templates that fills `packages/platforms/src/<id>`. */
const FOLDER_TEMPLATE = 'platform-template';
/** How the platform registers itself with the conformance suite: template → file. */
const SUBJECT_FILES = {
  'subject-template/subject.ts.template': (id) => `packages/testkit/src/subjects/${id}.ts`,
  'subject-template/conformance.test.ts.template': (id) =>
    `packages/testkit/src/conformance/${id}.conformance.test.ts`,
};
const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const words = (id) => id.split('-');
const capital = (word) => word[0].toUpperCase() + word.slice(1);

/** Throws a clear message when `id` cannot be the name of a new platform folder. */
export function checkId(id, existing) {
  if (id === undefined || !ID.test(id)) {
    throw new OperatorError(
      `"${id ?? ''}" cannot be a platform id. Use lower-case words joined by hyphens, ` +
        'for example: npm run new:platform -- naver-searchad',
    );
  }
  if (existing.includes(id)) {
    throw new OperatorError(
      `packages/platforms/src/${id} exists already; nothing was written. Choose another id.`,
    );
  }
}

const folderFiles = (id) => {
  const folder = join(root, 'tools', FOLDER_TEMPLATE);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((template) => {
      const name = relative(folder, template)
        .split(sep)
        .join('/')
        .replace(/\.template$/, '');
      return { template, path: `packages/platforms/src/${id}/${name}` };
    });
};

const subjectFiles = (id) =>
  Object.entries(SUBJECT_FILES).map(([template, pathOf]) => ({
    template: join(root, 'tools', template),
    path: pathOf(id),
  }));

/** The files of a new platform and its conformance subject: `{ path, text }`, paths in the repository. */
export function platformFiles({ id, docsUrl, today }) {
  const [first, ...rest] = words(id);
  const values = {
    __ID__: id,
    __NAME__: words(id).map(capital).join(' '),
    __CONST__: first + rest.map(capital).join(''),
    __DOCS_URL__: docsUrl,
    __TODAY__: today,
  };
  return [...folderFiles(id), ...subjectFiles(id)].map(({ template, path }) => ({
    path,
    text: readFileSync(template, 'utf8').replace(/__[A-Z_]+?__/g, (name) => values[name]),
  }));
}

function exportFromPackage(id) {
  const path = join(platforms, 'package.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  manifest.exports[`./${id}`] = `./src/${id}/index.ts`;
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** How long a line becomes depends on the platform's name, so the copies are formatted once more. */
async function formatFiles(paths) {
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const targets = [...paths, 'packages/platforms/package.json'];
  const { code, output } = await capture(process.execPath, [
    biome,
    'format',
    '--write',
    ...targets,
  ]);
  if (code !== 0) throw new OperatorError(`${output}\nThe files are written but not formatted.`);
}

async function main([id, docsUrl = 'https://example.com/api-docs']) {
  await install();
  checkId(id, existsSync(join(platforms, 'src')) ? readdirSync(join(platforms, 'src')) : []);
  const today = new Date().toISOString().slice(0, 10);
  const files = platformFiles({ id, docsUrl, today });
  for (const { path, text } of files) {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text, { flag: 'wx' });
    process.stdout.write(`${path}\n`);
  }
  exportFromPackage(id);
  await formatFiles(files.map(({ path }) => path));
  process.stdout.write(
    `\nNext: read the platform's documentation, put real captured payloads into fixtures/, and correct ` +
      `schemas.ts and map.ts to them and the simulator in packages/testkit/src/subjects/${id}.ts to the ` +
      `real protocol. The server offers a platform when apps/server/src/runtime/create-runtime.ts names it.\n` +
      `Then: npm test -- packages/platforms/src/${id} packages/testkit/src/conformance/${id}\n`,
  );
}

if (isMain(import.meta.url)) await main(process.argv.slice(2)).catch(fail);
