/** A heading reduced to what identifies it, with its markers set apart. */
export interface NormalHeading {
  /** Lower-case letters and digits only, e.g. `지출금액`, `amountspent`. */
  key: string;
  /** ISO 4217 code that stood in brackets, or KRW for 원. */
  currency: string | null;
  vat: 'incl' | 'excl' | null;
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** `총비용(VAT포함,원)` is `{ key: "총비용", currency: "KRW", vat: "incl" }`. */
export function normaliseHeading(text: string): NormalHeading {
  let currency: string | null = null;
  let vat: NormalHeading['vat'] = null;
  const bare = text
    .normalize('NFC')
    .replace(/[([（]([^)\]）]*)[)\]）]/g, (whole, inside: string) => {
      const kept = inside.split(/[,/]/).filter((part) => {
        const word = part.replace(/\s+/g, '');
        const tax = vatMarker(word);
        vat ??= tax;
        const code = /^(?:원|￦|₩)$/.test(word) ? 'KRW' : CURRENCIES.has(word) ? word : null;
        currency ??= code;
        return !tax && !code;
      });
      return kept.length === 0 ? '' : whole;
    });
  return { key: bare.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ''), currency, vat };
}

function vatMarker(word: string): 'incl' | 'excl' | null {
  if (!/vat|부가세/i.test(word)) return null;
  if (/제외|별도|미포함|excl/i.test(word)) return 'excl';
  return /포함|incl/i.test(word) ? 'incl' : null;
}
