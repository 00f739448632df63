import { describe, expect, it } from 'vitest';
import { checkNode, missesOnlyOptional, sameTree } from './install.mjs';

describe('checkNode', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('accepts %s', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  it.each(['20.18.3', '18.20.0', '8.0.0'])('refuses %s and says what to do', (version) => {
    expect(() => checkNode(version)).toThrow(/needs Node 20\.19.*Install a current Node/);
  });
});

describe('sameTree', () => {
  const wanted = {
    packages: {
      '': {},
      'node_modules/zod': { version: '4.6.7' },
      'node_modules/fsevents': { version: '2.3.3', optional: true },
    },
  };

  it('does not ask for packages of other systems', () => {
    expect(sameTree(wanted, { packages: { 'node_modules/zod': { version: '4.6.7' } } })).toBe(true);
  });

  it('notices a package that is missing or has another version', () => {
    expect(sameTree(wanted, { packages: {} })).toBe(false);
    const older = { packages: { 'node_modules/zod': { version: '4.0.0' } } };
    expect(sameTree(wanted, older)).toBe(false);
  });
});

describe('missesOnlyOptional', () => {
  const lock = {
    packages: {
      'node_modules/esbuild': { optionalDependencies: { '@esbuild/darwin-arm64': '1' } },
    },
  };

  it('accepts binaries of other systems', () => {
    const output = 'npm error Missing: @esbuild/darwin-arm64@ from lock file';
    expect(missesOnlyOptional(output, lock)).toBe(true);
    const versioned = 'npm error Missing: @esbuild/darwin-arm64@0.28.1 from lock file';
    expect(missesOnlyOptional(versioned, lock)).toBe(true);
  });

  it('refuses a lockfile that disagrees about anything else', () => {
    const missing =
      'Missing: @esbuild/darwin-arm64@ from lock file\nMissing: zod@4.6.7 from lock file';
    expect(missesOnlyOptional(missing, lock)).toBe(false);
    const invalid =
      "Missing: @esbuild/darwin-arm64@ from lock file\nInvalid: lock file's zod@3 does not satisfy zod@4";
    expect(missesOnlyOptional(invalid, lock)).toBe(false);
    expect(missesOnlyOptional('npm error network', lock)).toBe(false);
  });
});
