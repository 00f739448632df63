/** What a number cell says. `hidden`: the platform withholds the figure, as in `< 10%`. */
export type NumberCell =
  | { kind: 'value'; value: string }
  | { kind: 'blank' }
  | { kind: 'hidden' }
  | { kind: 'garbage' };

const BLANK = /^(?:|-{1,3}|[–—―]|n\/a|null|없음)$/i;
const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const PLAIN = /^(?:\d+\.?\d*|\.\d+)$/;

/**
 * Reads a number cell into an exact decimal string: thousands commas, currency signs and `%` are
 * dropped, brackets mean negative. A comma that does not group thousands is garbage, never a guess; so is
 * `4.12E+05`, which a spreadsheet program rounded to what it had room for.
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
  if (!GROUPED.test(rest) && !PLAIN.test(rest)) return { kind: 'garbage' };
  const value = tidy(rest.replaceAll(',', ''));
  return { kind: 'value', value: negative && value !== '0' ? `-${value}` : value };
}

function tidy(digits: string): string {
  const [whole = '', fraction = ''] = digits.split('.');
  const tail = fraction.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '') || '0'}${tail && `.${tail}`}`;
}
