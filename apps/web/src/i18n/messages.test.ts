import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditEntry, SyncNote } from '@commerce/api/contract';
import { describe, expect, it } from 'vitest';
import { MESSAGE_PARTS } from './message-parts.ts';
import type { Locale } from './locales.ts';

type Tree = { [key: string]: string | Tree };

const partsOf = (locale: Locale): Tree[] =>
  MESSAGE_PARTS.map((part) =>
    JSON.parse(
      readFileSync(join(import.meta.dirname, `../../messages/${locale}/${part}.json`), 'utf8'),
    ),
  );

const flat = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );

const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{([a-z]\w*)[,}]/g)].map(([, name]) => name as string))].sort();

const sourceFiles = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.tsx'))
    .map((entry) => join(entry.parentPath, entry.name));

describe('messages', () => {
  const [korean, english] = (['ko', 'en'] as const).map(
    (locale) => new Map(partsOf(locale).flatMap((part) => flat(part))),
  ) as [Map<string, string>, Map<string, string>];

  it('give every word one place', () => {
    const names = partsOf('en').flatMap((part) => Object.keys(part));
    expect(names).toEqual([...new Set(names)]);
  });

  it('say the same things in both languages', () => {
    expect([...korean.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of english) {
      expect(text.trim(), key).not.toBe('');
      expect(placeholders(korean.get(key) as string), key).toEqual(placeholders(text));
    }
  });

  it('have words for every note of a sync, with its values', () => {
    const codes = SyncNote.shape.code.options.filter((code) => code !== 'other');
    for (const code of codes) expect(english.has(`sync.notes.${code}`), code).toBe(true);
    const worded = [...english.keys()].filter((key) => key.startsWith('sync.notes.'));
    expect(worded).toHaveLength(codes.length);
  });

  it('have words for everything the audit log can tell of', () => {
    const actions = AuditEntry.shape.action.options.map((action) => action.replaceAll('.', '_'));
    const worded = [...english.keys()].filter((key) => key.startsWith('activity.acts.'));
    expect(worded.sort()).toEqual(actions.map((action) => `activity.acts.${action}`).sort());
  });

  it('are Korean in Korean', () => {
    const same = [...english].filter(([key, text]) => korean.get(key) === text).map(([key]) => key);
    const names =
      /^(app\.name|platforms\.shopify|kpis\.(mer|roas)\.name|ads\.columns\.(roas|ctr|cpc))$/;
    expect(same.filter((key) => !names.test(key))).toEqual([]);
  });

  it('never make the reader choose a particle', () => {
    const undecided = [...korean].filter(([, text]) =>
      /\((으|을|를|이|가|은|는|와|과)\)/.test(text),
    );
    expect(undecided).toEqual([]);
  });

  it('are the only words in components', () => {
    const words = sourceFiles(join(import.meta.dirname, '..')).flatMap((path) => {
      const source = readFileSync(path, 'utf8');
      const text = [...source.matchAll(/>\s*([A-Za-z가-힣][^<>{}=;()]*)\s*<\//g)].map(
        ([, found]) => found,
      );
      const attributes = [
        ...source.matchAll(/(?:aria-label|title|label|description)="([^"]+)"/g),
      ].map(([, found]) => found);
      return [...text, ...attributes].map((found) => `${path}: ${found}`);
    });
    expect(words).toEqual([]);
  });
});
