import { AppError, formatAmount, parseAmount } from '@commerce/core';
import type { FileImport, FileInput, FileProof, SkippedRows } from '../platform/file-import.ts';
import type { Page } from '../platform/stream.ts';
import { openTable } from '../tabular/open-table.ts';
import type { Table } from '../tabular/table.ts';
import { decimal } from './decimals.ts';
import { accounts } from './import-account.ts';
import { type ImportLayout, importTable, readLayout } from './import-layout.ts';
import { readEvidence } from './import-evidence.ts';
import { type FactWatch, readFacts } from './import-facts.ts';
import type { Fact } from './import-parts.ts';
import type { FileRow, Measure } from './import-rows.ts';
import { toWire } from './import-wire.ts';
import { insightsId, mapInsights } from './map.ts';
import { readConfig } from './settings.ts';

const PAGE_ROWS = 1000;
const SHOWN_LINES = 5;
const COMPARED: readonly Measure[] = [
  'spend',
  'impressions',
  'clicks',
  'link_clicks',
  'purchases',
  'website_purchases',
  'purchase_value',
  'website_purchase_value',
];

/**
 * Ads Manager exports with one row per object and day. `options.level` (account, campaign, adset, ad)
 * defaults to the finest level the file names; `options.account_id` and `options.purchase_action` are
 * those of the connector. A row that is there twice for the same object and day is refused, unless
 * breakdown columns say that rows are parts of a whole.
 */
export const files: FileImport = {
  accepts: [
    'Meta Ads Manager report as CSV or XLSX, by day, Korean or English (UTF-8, UTF-16 or CP949)',
  ],
  accounts,
  read,
};

async function* read(input: FileInput): AsyncGenerator<Page & { stream: string }, FileProof, void> {
  const table = await openTable(input.path, importTable);
  const layout = readLayout(table, input, await readEvidence(table));
  const tally = new Tally();
  const context = {
    level: layout.level,
    asked: layout.asked,
    account: { id: layout.accountId ?? 'account', currency: layout.currency },
    purchaseAction: readConfig({
      ad_account_id: '0',
      ...(input.options.purchase_action && { purchase_action: input.options.purchase_action }),
    }).purchase_action,
  };
  const stream = `insights_${layout.level}`;
  let page = emptyPage(stream);
  for await (const fact of readFacts(table, layout, tally)) {
    const { subject, measures } = fact;
    tally.add(fact);
    const wire = toWire(subject, measures, layout);
    const row = mapInsights(wire, context);
    page.records.push({ external_id: insightsId(row), payload: JSON.stringify(wire) });
    page.rows.metrics?.push(row);
    if (page.records.length === PAGE_ROWS) {
      yield page;
      page = emptyPage(stream);
    }
  }
  if (page.records.length > 0) yield page;
  return tally.proof(table, layout, stream);
}

function emptyPage(stream: string): Page & { stream: string } {
  return { stream, records: [], rows: { metrics: [] } };
}

/** What the report says about the file. */
class Tally implements FactWatch {
  private read = 0;
  private kept = 0;
  private from: string | null = null;
  private to: string | null = null;
  private readonly sums = new Map<Measure, bigint>();
  private total: Extract<FileRow, { kind: 'total' }> | null = null;
  private readonly skipped = new Map<string, SkippedRows>();

  onRow(row: FileRow): void {
    this.read++;
    if (row.kind === 'note') return this.skip('note without figures', row.line);
    if (row.kind === 'total') {
      if (row.grand) this.total ??= row;
      return this.skip(row.grand ? 'line of totals' : 'sum over several days', row.line);
    }
    this.kept++;
    const { day } = row.subject;
    if (this.from === null || day < this.from) this.from = day;
    if (this.to === null || day > this.to) this.to = day;
  }

  onIdleRepeat(line: number): void {
    this.kept--;
    this.skip('row of zeros beside another row of the same object and day', line);
  }

  /** Sums what will be stored, which is less than all rows where a whole stands beside its parts. */
  add({ measures, repeats }: Fact): void {
    for (const line of repeats) {
      this.kept--;
      this.skip('part of a row that is there as a whole', line);
    }
    for (const field of COMPARED) {
      const value = measures[field];
      if (value === undefined) continue;
      this.sums.set(field, (this.sums.get(field) ?? 0n) + parseAmount(decimal(value)));
    }
  }

  private skip(reason: string, line: number): void {
    const entry = this.skipped.get(reason) ?? { reason, count: 0, lines: [] };
    entry.count++;
    if (entry.lines.length < SHOWN_LINES) entry.lines.push(line);
    this.skipped.set(reason, entry);
  }

  proof(table: Table, layout: ImportLayout, stream: string): FileProof {
    if (this.from === null || this.to === null) {
      throw new AppError(
        'invalid_file',
        'The file has headings but no row of figures below them. Nothing was stored.',
      );
    }
    const totals = this.compare(layout);
    const range = { from: this.from, to: this.to };
    return {
      stream,
      replaces: { level: layout.level, ...range },
      report: {
        format: 'meta-insights',
        encoding: table.encoding,
        currency: layout.currency,
        columns: layout.headings.map((heading, column) => ({
          heading,
          field: layout.columns.fields[column] ?? null,
        })),
        rows_read: this.read,
        rows_kept: this.kept,
        skipped: [...this.skipped.values()],
        range,
        totals,
        warnings: [...layout.warnings, ...this.warnings(totals)],
      },
    };
  }

  private compare({ columns }: ImportLayout): FileProof['report']['totals'] {
    return COMPARED.filter((field) => columns.index.has(field)).map((field) => {
      const computed = formatAmount(this.sums.get(field) ?? 0n);
      const stated = this.total?.measures[field];
      const file = stated === undefined ? null : decimal(stated);
      return { field, computed, file, matches: file === null ? null : file === computed };
    });
  }

  private warnings(totals: FileProof['report']['totals']): string[] {
    return totals
      .filter(({ matches }) => matches === false)
      .map(
        ({ field, computed, file }) =>
          `The rows add up to ${computed} for ${field}, but the file's own total says ${file}: rows may be missing.`,
      );
  }
}
