const KIND_DIGIT = { business: 0, campaign: 1, adset: 2, ad: 3, creative: 4, run: 5 } as const;

/**
 * Eighteen digits, above 2^53: neighbours become equal when somebody parses them as numbers.
 * The account and the kind are part of it, so ids never collide between accounts.
 */
export function entityId(
  accountId: string,
  kind: keyof typeof KIND_DIGIT,
  ordinal: number,
): string {
  const account = accountId.replace(/\D/g, '').slice(-9).padStart(9, '0');
  return `12${account}${KIND_DIGIT[kind]}${String(ordinal).padStart(6, '0')}`;
}
