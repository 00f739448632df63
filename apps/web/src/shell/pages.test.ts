import { describe, expect, it } from 'vitest';
import { PAGES, pageOf, pagePath } from './pages.ts';

const SHOP = '0b8f6c9e-1f0a-4c58-9d0e-0c8d1f1d2a11';

describe('pages', () => {
  it('are found again by their own address', () => {
    for (const { name } of PAGES) expect(pageOf(pagePath(name, SHOP))).toBe(name);
  });

  it('own what lies below them', () => {
    expect(pageOf(`/inbox/${SHOP}`)).toBe('inbox');
    expect(pageOf(`/shops/${SHOP}/rules/${SHOP}`)).toBe('rules');
    expect(pageOf('/settings/safety')).toBe('settings');
    expect(pageOf('/nowhere')).toBeUndefined();
  });

  it('begin at home where there is no shop yet', () => {
    expect(pagePath('rules', undefined)).toBe('/');
    expect(pagePath('inbox', undefined)).toBe('/inbox');
  });

  it('have a key each', () => {
    const keys = PAGES.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
