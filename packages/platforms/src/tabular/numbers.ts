/** What a number cell says. `hidden`: the platform withholds the figure, as in `< 10%`. */
export type NumberCell =
  | { kind: 'value'; value: string }
  | { kind: 'blank' }
  | { kind: 'hidden' }
  | { kind: 'garbage' };

const BLANK = /^(?:|-{1,3}|[–—―]|n\/a|null|없음)$/i;
const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const PLAIN = /^(?:\d+\.?\d*|\.\d+)$/;
const SCIENTIFIC = /^(\d+)(?:\.(\d+))?e([+-]?\d{1,3})$/i;

/**
 * Reads a number cell into an exact decimal string: thousands commas, currency signs and `%` are
 * dropped, brackets mean negative. A comma that does not group thousands is garbage, never a guess.
 */
export function readNumber(text: string): NumberCell {
  let rest = text.replace(/[\s\u00a0\u202f\u2009]+/g, '');
  if (BLANK.test(rest)) return { kind: 'blank' };
  if (/^[<>≤≥]/.test(rest)) return { kind: 'hidden' };
  let negative = false;
  const bracketed = /^\((.*)\)$/.exec(rest);
  if (bracketed) [negative, rest] = [true, bracketed[1] ?? ''];
  rest = rest.replace(/^([-−+]?)[₩￦$€£¥](.+)$/, '$1$2').replace(/(?:원|%)$/, '');
  const sign = /^[-−+]/.exec(rest)?.[0];
  if (sign) {
    if (bracketed) return { kind: 'garbage' };
    negative = sign !== '+';
    rest = rest.slice(1).replace(/^[₩￦$€£¥]/, '');
  }
  const digits = GROUPED.test(rest) || PLAIN.test(rest) ? rest.replaceAll(',', '') : expand(rest);
  if (digits === null) return { kind: 'garbage' };
  const value = tidy(digits);
  return { kind: 'value', value: negative && value !== '0' ? `-${value}` : value };
}

function expand(text: string): string | null {
  const match = SCIENTIFIC.exec(text);
  if (!match) return null;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const shift = Number(exponent);
  if (Math.abs(shift) > 40) return null;
  const point = whole.length + shift;
  const digits = `${'0'.repeat(Math.max(0, 1 - point))}${whole}${fraction}`.padEnd(point, '0');
  const at = Math.max(1, point);
  return `${digits.slice(0, at)}.${digits.slice(at)}`;
}

function tidy(digits: string): string {
  const [whole = '', fraction = ''] = digits.split('.');
  const tail = fraction.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '') || '0'}${tail && `.${tail}`}`;
}
