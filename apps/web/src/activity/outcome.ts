import type { Execution } from '../api/types.ts';
import { formatMoney } from '../format/number.ts';

/** What the judging of an outcome found, as far as it is told in numbers. */
export interface OutcomeFigures {
  /** Change of the spend and of the sales against what was to be expected, and what that makes together. */
  spend: string;
  sales: string;
  net: string;
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Amounts of a verdict with their signs; null while there is none, or where too little was known. */
export function outcomeFigures(
  { verdict_detail: detail }: Pick<Execution, 'verdict_detail'>,
  locale: string,
): OutcomeFigures | null {
  const [saved, lost, net, currency] = ['saved', 'lost', 'net', 'currency'].map((name) =>
    text(detail?.[name]),
  );
  if (!saved || !lost || !net || !currency) return null;
  const show = (amount: string) => signedMoney(amount, currency, locale);
  return { spend: show(negated(saved)), sales: show(negated(lost)), net: show(net) };
}

/** Why the outcome was judged so, as a code. */
export const outcomeReason = ({
  verdict_detail: detail,
}: Pick<Execution, 'verdict_detail'>): string | null => text(detail?.reason);

const negated = (amount: string): string =>
  amount.startsWith('-') ? amount.slice(1) : `-${amount}`;

function signedMoney(amount: string, currency: string, locale: string): string {
  const size = amount.replace(/^-/, '');
  const sign = !/[1-9]/.test(size) ? '' : amount.startsWith('-') ? '−' : '+';
  return `${sign}${formatMoney(size, currency, locale)}`;
}
