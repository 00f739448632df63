import { AppError, sumAmounts } from '@commerce/core';
import type { FileImport, FileInput, FileProof, SkippedRows } from '../platform/file-import.ts';
import type { Page } from '../platform/stream.ts';
import { openTable } from '../tabular/open-table.ts';
import type { Table } from '../tabular/table.ts';
import { decimal } from './decimals.ts';
import { type ImportLayout, isImportHeading, readLayout } from './import-layout.ts';
import {
  addMeasures,
  type FileRow,
  type Measure,
  type Measures,
  readFileRow,
  type Subject,
  toWire,
} from './import-rows.ts';
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
  read,
};

async function* read(input: FileInput): AsyncGenerator<Page & { stream: string }, FileProof, void> {
  const table = await openTable(input.path, {
    isHeading: isImportHeading,
    expects:
      'Ads Manager columns such as Day, Campaign name, Amount spent (일, 캠페인 이름, 지출 금액)',
  });
  const layout = readLayout(table, input);
  const tally = new Tally();
  const context = {
    level: layout.level,
    asked: layout.asked,
    purchaseAction: readConfig({
      ad_account_id: '0',
      ...(input.options.purchase_action && { purchase_action: input.options.purchase_action }),
    }).purchase_action,
  };
  const stream = `insights_${layout.level}`;
  let page = emptyPage(stream);
  for await (const { subject, measures } of facts(table, layout, tally)) {
    const wire = toWire(subject, measures, layout);
    const external_id = insightsId(wire, layout.level);
    page.records.push({ external_id, payload: JSON.stringify(wire) });
    page.rows.metrics?.push(mapInsights(wire, context));
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

interface Fact {
  subject: Subject;
  measures: Measures;
}

/** The file's rows, or their sums where breakdown columns split them. */
async function* facts(table: Table, layout: ImportLayout, tally: Tally): AsyncGenerator<Fact> {
  const groups = new Map<string, Fact>();
  const lines = new Map<string, number>();
  for await (const tableRow of table.rows) {
    const row = readFileRow(tableRow, layout);
    tally.count(row);
    if (row.kind === 'total') continue;
    const { subject, measures } = row;
    const key = insightsId(toWire(subject, {}, layout), layout.level);
    if (key.includes('||')) throw unnamed(row.line, layout);
    const group = groups.get(key);
    if (layout.splitBy.length > 0) {
      delete measures.reach;
      delete measures.frequency;
      if (group) addMeasures(group.measures, measures);
      else groups.set(key, { subject, measures });
      continue;
    }
    const before = lines.get(key);
    if (before !== undefined) throw repeated(before, row.line, subject);
    lines.set(key, row.line);
    yield { subject, measures };
  }
  yield* groups.values();
}

function unnamed(line: number, { level }: ImportLayout): AppError {
  return new AppError(
    'invalid_file',
    `Line ${line}: it names no ${level}, and it is no line of totals either. Nothing was stored.`,
    { details: { line } },
  );
}

function repeated(before: number, line: number, { day }: Subject): AppError {
  return new AppError(
    'invalid_file',
    `Lines ${before} and ${line} speak of the same object on ${day}. If two objects share a name, add the ID column to the export; if the report has a further breakdown, remove it. Nothing was stored.`,
    { details: { lines: [before, line] } },
  );
}

/** What the report says about the file. */
class Tally {
  private read = 0;
  private kept = 0;
  private hidden = 0;
  private from: string | null = null;
  private to: string | null = null;
  private readonly sums: Measures = {};
  private total: Extract<FileRow, { kind: 'total' }> | null = null;
  private readonly skipped = new Map<string, SkippedRows>();

  count(row: FileRow): void {
    this.read++;
    if (row.kind === 'total') {
      this.total ??= row;
      this.skip('line of totals', row.line);
      return;
    }
    this.kept++;
    this.hidden += row.hidden;
    const { day } = row.subject;
    if (this.from === null || day < this.from) this.from = day;
    if (this.to === null || day > this.to) this.to = day;
    addMeasures(this.sums, row.measures);
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
      const computed = sumAmounts([decimal(this.sums[field] ?? '0')]);
      const stated = this.total?.measures[field];
      const file = stated === undefined ? null : decimal(stated);
      return { field, computed, file, matches: file === null ? null : file === computed };
    });
  }

  private warnings(totals: FileProof['report']['totals']): string[] {
    const differing = totals.filter(({ matches }) => matches === false);
    return [
      ...differing.map(
        ({ field, computed, file }) =>
          `The rows add up to ${computed} for ${field}, but the file's own total says ${file}: rows may be missing.`,
      ),
      ...(this.hidden > 0
        ? [`${this.hidden} cells withhold their figure ("<"); they stay empty.`]
        : []),
    ];
  }
}
