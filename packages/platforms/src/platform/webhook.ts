import type { JsonObject } from '@commerce/core';

export interface WebhookDelivery {
  /** Lower-case header names. */
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
}

/** What a verified delivery asks for. A webhook is a hint: facts are read again from the API. */
export interface WebhookSignal {
  /** The platform's id of this delivery, for dedupe; the body's hash where it has none. */
  eventId: string;
  /** The account it speaks of, as in `external_account_id`; null where the delivery names none. */
  account: string | null;
  topic: string;
  /** `sync`: run an increment soon; `wake`: a slice waiting for the platform may look now; `delete`: the record is gone. */
  effect: 'sync' | 'wake' | 'delete' | 'reauth' | 'none';
  stream: string | null;
  externalId: string | null;
}

export interface WebhookReader {
  /**
   * Verifies the signature over the raw bytes in constant time and reads the signal.
   * Returns null when the signature does not fit; says nothing about why.
   */
  read(delivery: WebhookDelivery, secrets: JsonObject): WebhookSignal | null;
}
