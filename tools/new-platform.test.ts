import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { incompletePlatforms } from './architecture/shape.ts';
import { checkId, platformFiles } from './new-platform.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folders = ['packages/platforms/src/acme-shop', 'packages/platforms/src/acme-shop/fixtures'];
const files = platformFiles({
  id: 'acme-shop',
  docsUrl: 'https://example.com/docs',
  today: '2026-01-02',
});

/** Type errors of the generated files, compiled as if they were in the repository. */
function typeErrors(): string[] {
  const configPath = join(root, 'tsconfig.base.json');
  const config = ts.readConfigFile(configPath, (path) => ts.sys.readFile(path));
  const parsed = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  // What the command adds to the package's exports.
  const index = join(root, 'packages/platforms/src/acme-shop/index.ts');
  const options = { ...parsed.options, paths: { '@commerce/platforms/acme-shop': [index] } };
  const texts = new Map(files.map(({ path, text }) => [join(root, path), text]));
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    directoryExists: (path) =>
      folders.some((folder) => path === join(root, folder)) || ts.sys.directoryExists(path),
    fileExists: (path) => texts.has(path) || disk.fileExists(path),
    readFile: (path) => texts.get(path) ?? disk.readFile(path),
    getSourceFile: (path, target, ...rest) => {
      const text = texts.get(path);
      return text === undefined
        ? disk.getSourceFile(path, target, ...rest)
        : ts.createSourceFile(path, text, target);
    },
  };
  const sources = [...texts.keys()].filter((path) => path.endsWith('.ts'));
  const program = ts.createProgram(sources, options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file !== undefined && texts.has(file.fileName))
    .map(({ file, messageText }) => {
      const message = ts.flattenDiagnosticMessageText(messageText, ' ');
      return `${file?.fileName}: ${message}`;
    });
}

describe('npm run new:platform', () => {
  it('writes every file that a platform folder must have', () => {
    const [folder = ''] = folders;
    expect(incompletePlatforms(files.filter(({ path }) => path.startsWith(folder)))).toEqual([]);
  });

  it('registers the platform with the conformance suite', () => {
    const paths = files.map(({ path }) => path);
    expect(paths).toContain('packages/testkit/src/subjects/acme-shop.ts');
    expect(paths).toContain('packages/testkit/src/conformance/acme-shop.conformance.test.ts');
  });

  it('fills in every placeholder', () => {
    expect(files.filter(({ text }) => /__[A-Z]|undefined\b.*__/.test(text))).toEqual([]);
    const index = files.find(({ path }) => path.endsWith('/index.ts'))?.text;
    expect(index).toContain('export const acmeShop: Platform');
    expect(index).toContain('id: "acme-shop"');
  });

  it('writes code that compiles against the platform interface', () => {
    expect(typeErrors()).toEqual([]);
  });

  it.each([undefined, '', 'Acme', 'acme_shop', '../acme', 'acme-', '1acme'])(
    'refuses the id %j',
    (id) => {
      expect(() => checkId(id, [])).toThrow(/cannot be a platform id/);
    },
  );

  it('refuses a folder that exists', () => {
    expect(() => checkId('meta', ['meta'])).toThrow(/exists already/);
    expect(() => checkId('tiktok', ['meta'])).not.toThrow();
  });
});
