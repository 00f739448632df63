import type {
  ActivityRow,
  EntityRow,
  InventoryLevelRow,
  LedgerRow,
  MetricsDailyRow,
  OrderLineItemRow,
  OrderRow,
  ProductRow,
  ProductVariantRow,
  TransactionRow,
} from './rows.ts';

/** One foreign record exactly as received, under the id it has on its platform. */
export interface RawRecord {
  external_id: string;
  /** JSON text, byte for byte, or the bytes themselves in UTF-8. */
  payload: string | Uint8Array;
}

/**
 * What a `map` made of a page of records. An order arrives whole: its lines, transactions and ledger
 * replace what was stored for it before.
 */
export interface CanonicalBatch {
  orders?: OrderRow[];
  line_items?: OrderLineItemRow[];
  transactions?: TransactionRow[];
  ledger?: LedgerRow[];
  products?: ProductRow[];
  variants?: ProductVariantRow[];
  inventory_levels?: InventoryLevelRow[];
  entities?: EntityRow[];
  metrics?: MetricsDailyRow[];
  activities?: ActivityRow[];
}
