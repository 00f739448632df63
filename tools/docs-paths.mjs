import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository, isMain, root } from './workspace.mjs';

const EXTENSIONS =
  'ts|tsx|mts|mjs|js|json|jsonc|sql|md|sh|ya?ml|toml|css|graphql|csv|jsonl|png|svg';
const NAMED_FILE = new RegExp(`^[\\w@.-]+\\.(${EXTENSIONS})$`);
const FIRST_FOLDERS = /^(apps|packages|bench|docs|tools|\.ci)(\/|$)/;
const CODE_SPAN = /`([^`\n]+)`/g;
const LINK = /\]\((?!https?:|mailto:|#)([^)#\s]+)/g;
const NPM_RUN = /\bnpm run ([a-z][\w:-]*)/g;
const NPM_BUILT_IN = /\bnpm (start|test)\b/g;

const PATH_CHARACTERS = /^[\w@.()[\]/-]+$/;

/** The repository path a backticked text stands for, or null when it is something else. */
function pathNamed(text) {
  const path = text.replace(/^\.\//, '').replace(/:\d+$/, '').replace(/\/$/, '');
  if (!PATH_CHARACTERS.test(path)) return null;
  if (FIRST_FOLDERS.test(path) && path.includes('/')) return path;
  return null;
}

function namedInText(line) {
  const spans = [...line.matchAll(CODE_SPAN)].map(([, text]) => text);
  const paths = spans.map(pathNamed).filter((path) => path !== null);
  const rootFiles = spans.filter((text) => NAMED_FILE.test(text) && /^[A-Z.]/.test(text));
  return [...paths, ...rootFiles];
}

const linksOf = (line, folder) =>
  [...line.matchAll(LINK)].map(([, target]) => join(folder, decodeURI(target)));

const scriptsOf = (line) =>
  [...line.matchAll(NPM_RUN), ...line.matchAll(NPM_BUILT_IN)].map(([, script]) => script);

/**
 * What a Markdown text names and the repository does not have: backticked repository paths and
 * root files, relative links, and npm scripts. `exists` answers for a path, `scripts` for names.
 */
export function brokenNames({ path, text }, exists, scripts) {
  const folder = path.split('/').slice(0, -1).join('/');
  return text.split('\n').flatMap((line, at) => {
    const where = `${path}:${at + 1}`;
    const paths = [...namedInText(line), ...linksOf(line, folder)]
      .filter((name) => !exists(name) && !exists(join(folder, name)))
      .map((name) => `${where} names ${name}, which does not exist`);
    const missingScripts = scriptsOf(line)
      .filter((name) => !scripts.includes(name))
      .map((name) => `${where} names npm script "${name}", which package.json does not have`);
    return [...paths, ...missingScripts];
  });
}

const documents = () => [
  ...['AGENTS.md', 'README.md'].filter(inRepository),
  ...(inRepository('docs') ? readdirSync(join(root, 'docs')) : [])
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

function main() {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const scripts = Object.keys(manifest.scripts ?? {});
  const missing = ['AGENTS.md', 'README.md']
    .filter((name) => !inRepository(name))
    .map((name) => `${name} does not exist`);
  const broken = documents().flatMap((path) =>
    brokenNames({ path, text: readFileSync(join(root, path), 'utf8') }, inRepository, scripts),
  );
  const problems = [...missing, ...broken];
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

if (isMain(import.meta.url)) main();
