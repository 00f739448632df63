import { oneLine } from '@commerce/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, plainText, splitLines } from './html.ts';

describe('text', () => {
  it('comes back out of its HTML as it went in, as one line', () => {
    expect(escapeHtml('ROAS 1.5 < 2.0 & "A_B*C" [x]')).toBe('ROAS 1.5 &lt; 2.0 &amp; "A_B*C" [x]');
    expect(escapeHtml('Ad\n<b>Risk: low\u202e')).toBe('Ad &lt;b&gt;Risk: low');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        expect(plainText(escapeHtml(text))).toBe(oneLine(text));
      }),
    );
  });

  it('is split between lines, never within a tag, an escape or a letter', () => {
    const lines = fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }).map(escapeHtml));
    fc.assert(
      fc.property(lines, (given) => {
        const parts = splitLines(given, 40);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(40);
          expect(part).not.toMatch(/&(?!amp;|lt;|gt;)/);
          expect(part).not.toMatch(/[\ud800-\udfff]/u);
        }
      }),
    );
    expect(splitLines([`<b>${'가'.repeat(50)}</b>`], 40)).toEqual([
      '가'.repeat(40),
      '가'.repeat(10),
    ]);
  });
});
