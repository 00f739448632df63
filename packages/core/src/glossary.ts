/**
 * The words of this field, as every package uses them.
 *
 * - **agency**: the business that signs in; owns shops and people.
 * - **shop** (`store` in `/api/v1`): one business whose numbers belong together, with one reporting currency and timezone.
 * - **connector**: one account of one platform, attached to a shop (a Shopify shop, a Meta ad account).
 * - **stream**: one kind of record a platform offers (`orders`, `insights_campaign`).
 * - **slice**: a range of a stream that is read as one unit and carries its own proof of completeness.
 * - **cursor**: how far a stream has been read; moves only together with the rows it covers.
 * - **sync job**: the reading of all streams of a connector for one reason.
 * - **entity**: an ad object: account, campaign, adset (adgroup), ad, keyword.
 * - **order ledger**: dated economic events of orders; every revenue figure is a sum over it.
 * - **basis day**: the day a figure speaks of when no range is asked for.
 * - **settling**: a day whose figures the platform may still change (its restatement window).
 */
export type JobKind = 'HISTORICAL_INIT' | 'HISTORICAL_REBUILD' | 'INCREMENTAL';
export type PlatformKind = 'sales' | 'ads' | 'analytics' | 'payments';
export type ConnectorMode = 'api' | 'import' | 'fixture';
export type ConnectorStatus = 'connected' | 'needs_reauth' | 'failing' | 'disabled';
export type EntityLevel = 'account' | 'campaign' | 'adset' | 'ad' | 'keyword';
export type Role = 'AGENCY_OWNER' | 'AGENCY_STAFF' | 'STORE_USER';
/** Whether an amount contains value added tax. Amounts of different bases are never added silently. */
export type VatBasis = 'incl' | 'excl' | 'exempt' | 'unknown';
/** Which day an order's money is counted on: the day it was placed, or the day each event happened. */
export type TimeBasis = 'order' | 'event';
/** How final a figure is. `provisional`: the day is not over; `settling`: the platform may restate it. */
export type DataState = 'provisional' | 'settling' | 'final' | 'not_collected';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };
