import type { CanonicalBatch, InventoryLevelRow, RawRecord } from '@commerce/core';
import { z } from 'zod';
import { drift } from './errors.ts';
import { parseWire } from './parse-wire.ts';
import { STOCK_STATES } from './queries/inventory.ts';

const levelSchema = z.object({
  id: z.string(),
  updatedAt: z.string().nullish(),
  location: z.object({ id: z.string(), name: z.string().nullish() }),
  quantities: z.array(z.object({ name: z.string(), quantity: z.int() })).default([]),
});

const itemSchema = z.object({
  id: z.string(),
  sku: z.string().nullish(),
  inventoryLevels: z.array(levelSchema).default([]),
});

type WireItem = z.infer<typeof itemSchema>;

function toLevelRow(item: WireItem, level: WireItem['inventoryLevels'][number]): InventoryLevelRow {
  const said = new Map(level.quantities.map(({ name, quantity }) => [name, quantity]));
  const stock = Object.fromEntries(STOCK_STATES.map((state) => [state, said.get(state) ?? null]));
  return {
    inventory_item_id: item.id,
    location_id: level.location.id,
    location_name: level.location.name ?? null,
    sku: item.sku ?? null,
    ...(stock as Record<(typeof STOCK_STATES)[number], number | null>),
    source_updated_at: level.updatedAt ?? null,
  };
}

/**
 * Whole inventory items as JSON text → raw records and a row per item and location.
 * @throws PlatformError `schema_drift` with the first item that cannot be read
 */
export function mapInventory(texts: readonly string[]): {
  records: RawRecord[];
  rows: CanonicalBatch;
} {
  const records: RawRecord[] = [];
  const levels: InventoryLevelRow[] = [];
  for (const payload of texts) {
    try {
      const item = itemSchema.parse(parseWire(payload));
      for (const level of item.inventoryLevels) levels.push(toLevelRow(item, level));
      records.push({ external_id: item.id, payload });
    } catch (cause) {
      throw drift('An inventory item cannot be read', payload, { cause });
    }
  }
  return { records, rows: { inventory_levels: levels } };
}
