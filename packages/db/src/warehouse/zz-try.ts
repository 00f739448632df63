import fs from 'node:fs';
import { createPool } from '../pool.ts';
import { createDatabase, withSystem } from '../database.ts';
import { writePage } from './index.ts';
import { createTestDatabase } from '../testing.ts';
import { orderShape, lineItemShape, transactionShape, ledgerShape } from './order-shapes.ts';

let seed = 1;
const rnd = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
const money = () => (rnd() * 300).toFixed(2);
const nulls = new Set([
  'closed_at',
  'cancel_reason',
  'po_number',
  'first_utm_term',
  'last_utm_term',
  'risk_level',
  'disputes',
  'payment_terms',
  'return_status',
  'original_duties',
  'current_duties',
  'original_additional_fees',
  'current_additional_fees',
  'retail_location_id',
  'business_entity_id',
  'source_url',
  'source_identifier',
  'publication_id',
  'first_utm_content',
  'last_utm_content',
  'custom_attributes',
  'cancelled_at',
  'deleted_at',
  'parent_id',
  'authorization_expires_at',
  'error_code',
  'fx_adjustment',
  'selling_plan',
  'bundle_id',
  'barcode',
]);
function fill(columns: Record<string, string>, i: number, at: string) {
  const o: any = {};
  for (const [n, t] of Object.entries(columns)) {
    if (nulls.has(n)) o[n] = null;
    else if (t === 'numeric') o[n] = money();
    else if (t === 'boolean') o[n] = false;
    else if (t === 'integer') o[n] = Math.floor(rnd() * 5);
    else if (t === 'timestamptz') o[n] = at;
    else if (t === 'date') o[n] = at.slice(0, 10);
    else if (t === 'jsonb')
      o[n] =
        n === 'refunds' || n === 'discount_codes'
          ? []
          : [{ title: 'VAT', price: money(), rate: 0.1 }];
    else o[n] = n.slice(0, 8) + ' ' + (i % 97);
  }
  return o;
}
export function page(start: number, size: number) {
  const rows: any = { orders: [], line_items: [], transactions: [], ledger: [] };
  const records: any[] = [];
  for (let i = start; i < start + size; i++) {
    const at = new Date(Date.UTC(2024, 0, 1) + i * 300000).toISOString();
    const id = `gid://shopify/Order/${5000000000000 + i}`;
    rows.orders.push({
      ...fill(orderShape.columns, i, at),
      external_id: id,
      currency: 'KRW',
      name: '#' + i,
    });
    const n = 1 + (i % 3);
    for (let j = 0; j < n; j++)
      rows.line_items.push({
        ...fill(lineItemShape.columns, i, at),
        order_id: id,
        external_id: `gid://shopify/LineItem/${13000000000000 + i * 5 + j}`,
      });
    for (let j = 0; j < 1 + (i % 2); j++)
      rows.transactions.push({
        ...fill(transactionShape.columns, i, at),
        order_id: id,
        external_id: `gid://shopify/OrderTransaction/${6000000000000 + i * 5 + j}`,
        kind: 'sale',
      });
    for (let j = 0; j < n + 2; j++) {
      const g = money(),
        t = money();
      rows.ledger.push({
        order_id: id,
        event_key: `SalesAgreement/${7000000000000 + i}/${900000000 + i * 7 + j}`,
        event_type: 'sale',
        line_type: j ? 'product' : 'shipping',
        line_item_id: `gid://shopify/LineItem/${13000000000000 + i * 5 + j}`,
        quantity: 1,
        occurred_at: at,
        event_day: at.slice(0, 10),
        order_day: at.slice(0, 10),
        currency: 'KRW',
        gross_amount: g,
        discount_amount: '0',
        tax_amount: t,
        amount: (Number(g) + Number(t)).toFixed(2),
        vat_basis: 'incl',
        source: 'agreement',
        refund_id: null,
      });
    }
    records.push({
      external_id: id,
      payload: JSON.stringify({
        ...rows.orders.at(-1),
        lines: rows.line_items.slice(-n),
        ledger: rows.ledger.slice(-n - 2),
      }),
    });
  }
  return { records, rows };
}
const shopId = '11111111-1111-1111-1111-111111111111',
  connectorId = '22222222-2222-2222-2222-222222222222';
if (process.argv[1]?.endsWith('zz-try.ts')) {
  const target = process.argv[2] as string;
  const td = target === 'embedded' ? await createTestDatabase({ engine: 'embedded' }) : null;
  const pool = td ? td.pool : createPool({ connection: { connectionString: target }, max: 1 });
  const db = td ? td.db : createDatabase(pool);
  await pool.query(
    'truncate staging_ingest.raw_payloads, core_warehouse.orders, core_warehouse.order_line_items, core_warehouse.transactions, core_warehouse.order_ledger, reporting.daily_revenue_rollup; delete from app_dashboard.shops; delete from app_dashboard.agencies',
  );
  const a = await pool.query("insert into app_dashboard.agencies (name) values ('x') returning id");
  await pool.query(
    "insert into app_dashboard.shops (id, agency_id, name, currency, timezone) values ($1,$2,'s','KRW','Asia/Seoul')",
    [shopId, a.rows[0].id],
  );
  await pool.query(
    "insert into app_dashboard.connectors (shop_id, id, platform, kind, mode, external_account_id, name) values ($1,$2,'shopify','sales','api','x','x')",
    [shopId, connectorId],
  );
  const pages = Number(process.argv[3] ?? 10),
    size = Number(process.argv[4] ?? 1000);
  const st: Record<string, number> = {};
  const { default: pgm } = await import('pg');
  const oq = pgm.Client.prototype.query as any;
  (pgm.Client.prototype as any).query = function (q: any, ...rest: any[]) {
    const key = (typeof q === 'string' ? q : q.text).replace(/\s+/g, ' ').slice(0, 60);
    const pid = this.processID;
    const cpu = () => {
      try {
        return Number(fs.readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
      } catch {
        return performance.now();
      }
    };
    const t = cpu();
    const r = oq.call(this, q, ...rest);
    if (r?.then)
      r.then(
        () => {
          st[key] = (st[key] ?? 0) + cpu() - t;
        },
        () => {},
      );
    return r;
  };
  const times: Record<string, number> = {};
  const orig = pool.connect.bind(pool);
  for (const round of ['first', 'again']) {
    let total = 0;
    seed = 1;
    const started = process.cpuUsage();
    for (let p = 0; p < pages; p++) {
      const pg = page(p * size, size);
      if (p === 0) console.log(round, 'payload bytes', pg.records[0].payload.length);
      const t = performance.now();
      const c0 = process.cpuUsage();
      const r = await withSystem(db, (trx) =>
        writePage(trx, {
          shopId,
          connectorId,
          jobId: null,
          stream: 'orders',
          source: 'api',
          receivedAt: new Date(0),
          page: pg,
        }),
      );
      total += performance.now() - t;
      const c = process.cpuUsage(c0);
      times[round] = (times[round] ?? 0) + (c.user + c.system);
      if (p === pages - 1) console.log(JSON.stringify(r));
    }
    for (const [k, v] of Object.entries(st)
      .sort((a, b) => b[1] - a[1])
      .slice(0, 12)) {
      console.log(((v * 1000) / (pages * size)).toFixed(1), k);
    }
    for (const k in st) delete st[k];
    console.log(
      round,
      'us/order',
      ((total * 1000) / (pages * size)).toFixed(1),
      'node cpu us/order',
      ((times[round] as number) / (pages * size)).toFixed(1),
    );
  }
  if (td) await td.close();
  else await pool.end();
}
