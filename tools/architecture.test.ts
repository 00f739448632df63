import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  coreImports,
  deepImports,
  undeclaredImports,
  upwardImports,
} from './architecture/dependencies.ts';
import { environmentReads, floatParsing, impureCore, skippedTests } from './architecture/purity.ts';
import {
  incompletePlatforms,
  longFiles,
  machinePaths,
  namelessFolders,
  platformFolders,
  unfinishedPlaces,
} from './architecture/shape.ts';
import { manifestsOf, readTree, type SourceFile } from './architecture/source-tree.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tree = readTree(root);
const manifests = manifestsOf(tree);

type Check = (files: readonly SourceFile[]) => string[];

const example = (path: string, text: string): SourceFile => ({ path, text });

type Case = { rule: string; check: Check; bad: readonly SourceFile[]; good: readonly SourceFile[] };

const dependencyCases: Case[] = [
  {
    rule: 'a package imports only what its own package.json declares',
    check: (files) => undeclaredImports(files, manifests),
    bad: [
      example('packages/core/src/a.ts', "import { z } from 'zod';"),
      example('packages/api/src/b.ts', "import fc from 'fast-check';"),
      example('packages/db/src/c.ts', "const late = await import('undici');"),
    ],
    good: [
      example(
        'packages/api/src/a.ts',
        "import { z } from 'zod';\nimport 'node:fs';\nimport './b.ts';",
      ),
      example('packages/api/src/a.test.ts', "import fc from 'fast-check';"),
    ],
  },
  {
    rule: 'arrows between packages point down only',
    check: (files) => upwardImports(files, manifests),
    bad: [
      example('packages/core/src/a.ts', "import { sql } from '@commerce/db';"),
      example('packages/platforms/src/a.ts', "import type { Db } from '@commerce/db';"),
      example('packages/simulators/src/a.ts', "export * from '@commerce/platforms/shopify';"),
      example('packages/engine/src/a.ts', "import { createApi } from '@commerce/api';"),
      example('apps/web/src/a.tsx', "import { createApi } from '@commerce/api';"),
      example('apps/web/src/b.tsx', "import { money } from '@commerce/core';"),
    ],
    good: [
      example('packages/engine/src/a.ts', "import { sql } from '@commerce/db';"),
      example('apps/web/src/a.tsx', "import { createClient } from '@commerce/api/client';"),
    ],
  },
  {
    rule: 'nothing reaches past the exports of another package',
    check: (files) => deepImports(files, manifests),
    bad: [
      example('packages/engine/src/a.ts', "import { x } from '../../db/src/pool.ts';"),
      example('packages/engine/src/b.ts', "import { x } from '@commerce/db/src/pool.ts';"),
    ],
    good: [
      example('packages/engine/src/sync/a.ts', "import { x } from '../rules/b.ts';"),
      example('packages/engine/src/b.ts', "import { x } from '@commerce/db';"),
      example('apps/cli/src/c.ts', "import { buildWeb } from '../../../tools/build-web.mjs';"),
    ],
  },
  {
    rule: 'core imports nothing but its own files',
    check: coreImports,
    bad: [
      example('packages/core/src/a.ts', "import { randomUUID } from 'node:crypto';"),
      example('packages/core/src/b.ts', "import fs from 'fs';"),
    ],
    good: [
      example('packages/core/src/a.ts', "import { day } from './day.ts';"),
      example('packages/core/src/a.test.ts', "import { it } from 'vitest';"),
    ],
  },
];

const purityCases: Case[] = [
  {
    rule: 'only the config files of the apps read the environment',
    check: environmentReads,
    bad: [
      example('packages/engine/src/a.ts', 'export const key = process.env.KEY;'),
      example('packages/db/src/b.ts', "import { env } from 'node:process';"),
      example('apps/server/src/wiring.ts', "const port = process['env'].PORT;"),
      example('apps/web/src/c.ts', 'const { env } = process;'),
    ],
    good: [
      example('apps/server/src/config.ts', 'export const key = process.env.KEY;'),
      example('packages/db/src/a.test.ts', 'const url = process.env.TEST_DATABASE_URL;'),
      example('packages/engine/src/a.ts', '// process.env is read in config.ts'),
    ],
  },
  {
    rule: 'core has no clock, randomness or I/O',
    check: impureCore,
    bad: [
      example('packages/core/src/a.ts', 'export const now = () => Date.now();'),
      example('packages/core/src/b.ts', 'export const today = new Date();'),
      example('packages/core/src/c.ts', 'export const dice = Math.random();'),
    ],
    good: [example('packages/core/src/a.ts', 'export const at = (ms: number) => new Date(ms);')],
  },
  {
    rule: 'packages that handle money never parse a float',
    check: floatParsing,
    bad: [
      example('packages/core/src/a.ts', "parseFloat('1.10');"),
      example('packages/platforms/src/meta/map.ts', "Number.parseFloat('1.10');"),
    ],
    good: [example('packages/core/src/a.test.ts', "parseFloat('1.10');")],
  },
  {
    rule: 'no test is switched off',
    check: skippedTests,
    bad: [
      example('packages/core/src/a.test.ts', "it.skip('adds', () => {});"),
      example('packages/core/src/b.test.ts', "describe.only.each([1])('adds', () => {});"),
    ],
    good: [example('packages/core/src/a.test.ts', "it('does not use it.skip', () => {});")],
  },
];

const platformFiles = (folder: string, names: readonly string[]): SourceFile[] =>
  names.map((name) => example(`packages/platforms/src/${folder}/${name}`, ''));

const wholePlatform = [
  'index.ts',
  'api-version.ts',
  'client.ts',
  'schemas.ts',
  'map.ts',
  'streams.ts',
  'errors.ts',
  'README.md',
  'fixtures/orders.json',
  'map.test.ts',
];

const shapeCases: Case[] = [
  {
    rule: 'no folder is named utils, helpers, shared, common, lib or misc',
    check: namelessFolders,
    bad: [
      example('packages/core/src/utils/a.ts', ''),
      example('apps/web/src/lib/b.ts', ''),
      example('tools/shared/c.mjs', ''),
    ],
    good: [example('packages/core/src/money/a.ts', ''), example('apps/web/src/library/a.ts', '')],
  },
  {
    rule: 'all platform folders have the same files',
    check: incompletePlatforms,
    bad: platformFiles('acme', ['api-version.ts', 'streams.ts']),
    good: platformFiles('acme', wholePlatform),
  },
  {
    rule: 'no code file is longer than 400 lines',
    check: longFiles,
    bad: [example('packages/core/src/a.ts', 'const a = 1;\n'.repeat(401))],
    good: [
      example('packages/core/src/a.ts', 'const a = 1;\n'.repeat(400)),
      example('packages/db/src/tables.generated.ts', 'const a = 1;\n'.repeat(5000)),
    ],
  },
  {
    rule: 'no absolute path of a machine is in the tree',
    check: (files) => machinePaths(files, root),
    bad: [
      example('docs/a.md', `see ${['', 'home', 'kim', 'commerce'].join('/')}`),
      example('docs/b.md', `see ${['', 'Users', 'kim', 'commerce'].join('/')}`),
      example('docs/c.md', `see ${root}/packages`),
    ],
    good: [example('docs/a.md', 'see packages/core, GET /users/kim, ~/home/kim')],
  },
  {
    rule: 'nothing is marked as unfinished',
    check: unfinishedPlaces,
    bad: [
      example('packages/core/src/a.ts', `// ${['TO', 'DO'].join('')}: later`),
      example('packages/db/migrations/1.sql', `-- ${['FIX', 'ME'].join('')} later`),
    ],
    good: [example('packages/core/src/a.ts', "const status = 'todo';")],
  },
];

describe.each([...dependencyCases, ...purityCases, ...shapeCases])('$rule', (entry) => {
  it('holds in this repository', () => {
    expect(entry.check(tree)).toEqual([]);
  });

  it('is broken by every bad example and by no good one', () => {
    const missed = entry.bad.filter((file) => entry.check([file]).length === 0);
    expect(missed).toEqual([]);
    expect(entry.check(entry.good)).toEqual([]);
  });
});

describe('the tree that was read', () => {
  it('is the whole repository, not an empty folder', () => {
    const folders = manifests.map(({ folder }) => folder);
    expect(folders).toEqual(
      expect.arrayContaining(['', 'packages/core', 'packages/platforms', 'apps/web', 'bench']),
    );
    expect(tree.length).toBeGreaterThan(20);
  });

  it('has platform folders', () => {
    expect(platformFolders(tree)).toEqual(expect.arrayContaining(['meta', 'shopify']));
  });
});
