import { plainSpaces } from './plain-spaces.ts';

/** Amounts and ratios arrive as exact decimal text; Intl reads that text without going through a float. */
type Decimal = Intl.StringNumericLiteral;

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  formats.set(key, made);
  return made;
}

function write(locale: string, options: Intl.NumberFormatOptions, value: string | number): string {
  return plainSpaces(formatOf(locale, options).format(value as Decimal));
}

/** An amount in its currency, with as many decimals as the currency has (none for KRW and JPY). */
export function formatMoney(amount: string, currency: string, locale: string): string {
  return write(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }, amount);
}

/** An amount for an axis, e.g. `₩120만` or `$1.2K`. */
export function formatMoneyShort(amount: number, currency: string, locale: string): string {
  return write(
    locale,
    {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      notation: 'compact',
      minimumFractionDigits: 0,
      maximumFractionDigits: 1,
    },
    amount,
  );
}

export function formatCount(count: string | number, locale: string): string {
  return write(locale, { maximumFractionDigits: 2 }, count);
}

/** A ratio of two amounts, e.g. `3.21x`. */
export function formatRatio(ratio: string | number, locale: string): string {
  const text = write(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }, ratio);
  return `${text}x`;
}

/** A share, e.g. a click-through rate: `1.24%`. */
export function formatShare(share: string, locale: string): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return write(locale, { style: 'percent', ...digits }, share);
}

/** A relative change with its sign, e.g. `+12.5%`. */
export function formatChange(change: string, locale: string): string {
  const isHuge = Math.abs(Number(change)) >= 10;
  return write(
    locale,
    {
      style: 'percent',
      signDisplay: 'exceptZero',
      maximumFractionDigits: isHuge ? 0 : 1,
    },
    change,
  );
}
