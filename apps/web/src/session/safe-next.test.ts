import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeNext } from './safe-next.ts';

describe('safeNext', () => {
  it('keeps pages of this site', () => {
    expect(safeNext('/shops/1?range=30d')).toBe('/shops/1?range=30d');
    expect(safeNext('/')).toBe('/');
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/./ /../..//evil.example',
    'javascript:alert(1)',
    '/api/v1/auth/logout',
    '/sign-in?next=/',
    '/session',
    '',
    undefined,
    null,
    ['/a', '/b'],
  ])('does not follow %j', (next) => {
    const safe = safeNext(next);
    expect(new URL(safe, 'http://own.example').origin).toBe('http://own.example');
    if (next !== '/./ /../..//evil.example') expect(safe).toBe('/');
  });

  it('never leaves the site', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('/', '//', '/\\', ''), (text, start) => {
        const safe = safeNext(start + text);
        expect(new URL(safe, 'http://own.example').origin).toBe('http://own.example');
        expect(safe.startsWith('//')).toBe(false);
      }),
    );
  });
});
