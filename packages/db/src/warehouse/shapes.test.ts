import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing.ts';
import { activityShape } from './activity-shape.ts';
import { entityShape, metricsShape } from './ads-shapes.ts';
import { inventoryLevelShape, productShape, variantShape } from './catalog-shapes.ts';
import { ledgerShape, lineItemShape, orderShape, transactionShape } from './order-shapes.ts';

const shapes = [
  orderShape,
  lineItemShape,
  transactionShape,
  ledgerShape,
  productShape,
  variantShape,
  inventoryLevelShape,
  entityShape,
  metricsShape,
  activityShape,
];

/** Columns that the writer fills itself. */
const own = new Set(['shop_id', 'connector_id', 'source', 'first_observed_at', 'observed_at']);
const nameInCatalog: Readonly<Record<string, string>> = { timestamptz: 'timestamp with time zone' };

describe('shapes of the warehouse tables', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test?.close());

  it.each(shapes.map((shape) => [shape.table, shape] as const))(
    '%s has the columns, types and key of its table',
    async (table, shape) => {
      const { rows } = await sql<{ name: string; type: string; is_key: boolean }>`
        select a.attname as name, format_type(a.atttypid, null) as type,
          exists (select from pg_index i where i.indrelid = a.attrelid and i.indisprimary
            and a.attnum = any (i.indkey)) as is_key
        from pg_attribute a
        where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped
          and a.attgenerated = ''`.execute(test.db);
      const written = rows.filter((row) => row.name in shape.columns || !own.has(row.name));
      expect(Object.fromEntries(written.map((row) => [row.name, row.type]))).toEqual(
        Object.fromEntries(
          Object.entries(shape.columns).map(([name, type]) => [name, nameInCatalog[type] ?? type]),
        ),
      );
      expect(written.filter((row) => row.is_key).map((row) => row.name)).toEqual(shape.key);
    },
  );
});
