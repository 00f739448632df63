/** What connecting an account or reading it can have to say beside the rows. `other`: said before there were codes. */
export const SYNC_NOTE_CODES = [
  'other',
  // Of a Shopify app's rights
  'sixty_days',
  'no_products',
  'no_costs_or_stock',
  'no_customers',
  'no_locations',
  'orders_denied',
  'orders_without',
  'products_not_read',
  'stock_not_read',
  'stock_locations_refused',
  // Of a Shopify shop and its answers
  'api_version',
  'development_shop',
  'shop_renamed',
  'repeated_objects',
  'more_than_counted',
  // Of a Meta ad account and its token
  'account_disabled',
  'account_unsettled',
  'account_under_review',
  'account_payment_pending',
  'account_in_grace_period',
  'account_closing',
  'account_closed',
  'ads_read_only',
  'no_rows_while_active',
  'change_log_hidden',
  // Of connecting
  'no_ad_account',
  'account_refused',
  'webhooks_refused',
  'webhooks_failed',
] as const;

export type SyncNoteCode = (typeof SYNC_NOTE_CODES)[number];

/**
 * Something the operator should know, by code and values, so that each reader gets it in their own language.
 * `text` says it in English, values included, for developers and logs. The value `about` names the account
 * where an answer speaks of several.
 */
export interface SyncNote {
  code: SyncNoteCode;
  values: Record<string, string>;
  text: string;
}

export const syncNote = (
  code: SyncNoteCode,
  text: string,
  values: Record<string, string> = {},
): SyncNote => ({ code, values, text });

/** The note as one of several accounts. */
export const noteAbout = (about: string, note: SyncNote): SyncNote => ({
  ...note,
  values: { ...note.values, about },
  text: `${about}: ${note.text}`,
});

/** The English of notes. */
export const noteTexts = (notes: readonly SyncNote[]): string[] => notes.map(({ text }) => text);
