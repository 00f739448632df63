import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { install } from './install.mjs';
import { fail, OperatorError } from './progress.mjs';
import { capture } from './run.mjs';
import { isMain, root } from './workspace.mjs';

const templates = join(root, 'tools', 'platform-template');
const platforms = join(root, 'packages', 'platforms');
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

const templateFiles = () =>
  readdirSync(templates, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

/** The files of a new platform folder: `{ path, text }`, paths relative to that folder. */
export function platformFiles({ id, docsUrl, today }) {
  const [first, ...rest] = words(id);
  const values = {
    __ID__: id,
    __NAME__: words(id).map(capital).join(' '),
    __CONST__: first + rest.map(capital).join(''),
    __DOCS_URL__: docsUrl,
    __TODAY__: today,
  };
  return templateFiles().map((file) => ({
    path: relative(templates, file)
      .split(sep)
      .join('/')
      .replace(/\.template$/, ''),
    text: readFileSync(file, 'utf8').replace(/__[A-Z_]+?__/g, (name) => values[name]),
  }));
}

function exportFromPackage(id) {
  const path = join(platforms, 'package.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  manifest.exports[`./${id}`] = `./src/${id}/index.ts`;
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** How long a line becomes depends on the platform's name, so the copy is formatted once more. */
async function formatFolder(id) {
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const targets = [`packages/platforms/src/${id}`, 'packages/platforms/package.json'];
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
  for (const { path, text } of platformFiles({ id, docsUrl, today })) {
    const target = join(platforms, 'src', id, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text, { flag: 'wx' });
    process.stdout.write(`packages/platforms/src/${id}/${path}\n`);
  }
  exportFromPackage(id);
  await formatFolder(id);
  process.stdout.write(
    `\nNext: read the platform's documentation, put real captured payloads into fixtures/, ` +
      `correct schemas.ts and map.ts to them, and register the platform.\n` +
      `Then: npm test -- packages/platforms/src/${id}\n`,
  );
}

if (isMain(import.meta.url)) await main(process.argv.slice(2)).catch(fail);
