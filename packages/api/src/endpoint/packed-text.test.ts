import fc from 'fast-check';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PackedText, takesGzip } from './packed-text.ts';

describe('a packed text', () => {
  it('is the same text plain and compressed, however often and with whatever end', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 2_000 });
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 1, maxLength: 3 }), (start, ends) => {
        const packed = new PackedText(start);
        for (const end of ends) {
          expect(Buffer.from(packed.plainWith(end)).toString('utf8')).toBe(start + end);
          expect(gunzipSync(packed.gzipWith(end)).toString('utf8')).toBe(start + end);
        }
      }),
    );
  });

  it('is smaller compressed', () => {
    const packed = new PackedText('{"day":"2026-11-01"}'.repeat(500));
    expect(packed.gzipWith('}').length).toBeLessThan(packed.plainWith('}').length / 10);
  });
});

describe('gzip', () => {
  it.each([
    ['gzip', true],
    ['br, GZIP;q=0.5', true],
    ['*', true],
    [undefined, false],
    ['', false],
    ['br', false],
    ['gzip;q=0', false],
    ['*, gzip;q=0.000', false],
    ['identity', false],
  ])('for %s: %s', (header, taken) => {
    expect(takesGzip(header)).toBe(taken);
  });
});
