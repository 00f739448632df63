import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from '../../messages/en.json' with { type: 'json' };
import ko from '../../messages/ko.json' with { type: 'json' };

type Tree = { [key: string]: string | Tree };

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
  const korean = new Map(flat(ko));
  const english = new Map(flat(en));

  it('say the same things in both languages', () => {
    expect([...korean.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of english) {
      expect(text.trim(), key).not.toBe('');
      expect(placeholders(korean.get(key) as string), key).toEqual(placeholders(text));
    }
  });

  it('are Korean in Korean', () => {
    const same = [...english].filter(([key, text]) => korean.get(key) === text).map(([key]) => key);
    const names =
      /^(app\.name|platforms\.shopify|kpis\.(mer|roas)\.name|ads\.columns\.(roas|ctr|cpc))$/;
    expect(same.filter((key) => !names.test(key))).toEqual([]);
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
