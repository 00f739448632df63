import { AppError, type JsonObject } from '@commerce/core';
import type { FileInput } from '../platform/file-import.ts';
import type { DayFormat, DayOrder } from '../tabular/dates.ts';
import { type MatchedColumns, matchColumns } from '../tabular/columns.ts';
import { normaliseHeading } from '../tabular/headings.ts';
import type { Table, TableOptions } from '../tabular/table.ts';
import { accountNumber } from './account-number.ts';
import { ACTION_FIELDS, IMPORT_ALIASES, type ImportField, NAME_FIELDS } from './import-columns.ts';
import { INSIGHTS_LEVELS, type InsightsLevel } from './map.ts';

/** How a file is to be read, decided from its headings before any row. */
export interface ImportLayout {
  level: InsightsLevel;
  currency: string;
  columns: MatchedColumns<ImportField>;
  headings: string[];
  /** Null for workbooks. */
  delimiter: string | null;
  /** How days are written in this file. */
  days: DayFormat;
  /** What makes rows of one object and day parts, of an audience or of objects below the level, to be added up. */
  splitBy: SplitBy;
  /** Fields that the file has, in the words of the wire. */
  asked: ReadonlySet<string>;
  /** The account the operator named; null where nobody did. */
  accountId: string | null;
  warnings: string[];
}

export interface SplitBy {
  /** Columns of breakdowns. */
  breakdowns: number[];
  /** Columns that name an object below the level, level by level. */
  finer: number[][];
}

export const isSplit = ({ breakdowns, finer }: SplitBy): boolean =>
  breakdowns.length + finer.length > 0;

/** What the rows themselves say, where no heading does. */
export interface RowEvidence {
  currency: string | null;
  dayOrder: DayOrder | null;
}

/** Whether a line can be the heading line of an Ads Manager export. */
function isImportHeading(cells: string[]): boolean {
  const { index } = matchColumns(cells, IMPORT_ALIASES);
  const metric = ['spend', 'impressions', 'clicks'].some((name) => index.has(name as ImportField));
  const subject = [...NAME_FIELDS, 'day', 'period_start'].some((name) =>
    index.has(name as ImportField),
  );
  return metric && subject && index.size >= 3;
}

/** What an Ads Manager export is found by in a file. */
export const importTable: TableOptions = {
  isHeading: isImportHeading,
  // Beside it such a workbook has the same report for the eye, with names left out and sums between the rows.
  prefersSheet: (name) => /raw data|원시 데이터|원본 데이터/i.test(name),
  expects:
    'Ads Manager columns in English or Korean, such as Day, Campaign name, Amount spent (일, 캠페인 이름, 지출 금액)',
};

/** @throws AppError `invalid_file` when the columns cannot carry daily figures of the wanted level */
export function readLayout(table: Table, input: FileInput, rows: RowEvidence): ImportLayout {
  const columns = matchColumns(table.headings, IMPORT_ALIASES);
  const refuse = (message: string): never => {
    throw new AppError(
      'invalid_file',
      `Line ${table.headingLine}: ${message} Nothing was stored.`,
      {
        details: { line: table.headingLine, headings: table.headings },
      },
    );
  };
  if (!columns.index.has('spend')) {
    refuse('there is no column "Amount spent" (지출 금액), so this is no Ads Manager report.');
  }
  if (!columns.index.has('day') && !hasPeriod(columns)) {
    refuse(
      'there is no day. Export again with Breakdown → By time → Day (분석 데이터 → 시간 → 일).',
    );
  }
  const level = wantedLevel(input.options, columns, refuse);
  const splitBy = splitColumns(level, columns);
  return {
    level,
    currency: fileCurrency(
      table.headings,
      columns,
      { ...input, rowCurrency: rows.currency },
      refuse,
    ),
    columns,
    headings: table.headings,
    delimiter: table.delimiter,
    days: { serial: table.calendar, order: rows.dayOrder },
    splitBy,
    asked: askedFields(columns),
    accountId: wantedAccount(input.options),
    warnings: layoutWarnings(columns, table, splitBy),
  };
}

function wantedAccount({ account_id: id }: JsonObject): string | null {
  return typeof id === 'string' ? accountNumber(id) : null;
}

function hasPeriod({ index }: MatchedColumns<ImportField>): boolean {
  return index.has('period_start') && index.has('period_end');
}

function wantedLevel(
  options: JsonObject,
  { index }: MatchedColumns<ImportField>,
  refuse: (message: string) => never,
): InsightsLevel {
  const has = (level: InsightsLevel) =>
    level === 'account' || index.has(`${level}_name`) || index.has(`${level}_id`);
  if (options.level === undefined || options.level === null) {
    return INSIGHTS_LEVELS.toReversed().find(has) ?? 'account';
  }
  const level = INSIGHTS_LEVELS.find((name) => name === options.level);
  if (!level) {
    throw new AppError('invalid_input', `level must be one of ${INSIGHTS_LEVELS.join(', ')}`);
  }
  if (!has(level)) {
    refuse(`the level ${level} was asked for, but no column names an ${level}.`);
  }
  return level;
}

function splitColumns(level: InsightsLevel, { index }: MatchedColumns<ImportField>): SplitBy {
  const below = INSIGHTS_LEVELS.slice(INSIGHTS_LEVELS.indexOf(level) + 1);
  const columnsOf = (...names: string[]) =>
    names.flatMap((name) => index.get(name as ImportField) ?? []);
  return {
    breakdowns: [...index].filter(([field]) => field.startsWith('breakdown:')).map(([, at]) => at),
    finer: below
      .map((name) => columnsOf(`${name}_name`, `${name}_id`))
      .filter((columns) => columns.length > 0),
  };
}

function fileCurrency(
  headings: string[],
  { index, rivals }: MatchedColumns<ImportField>,
  { currency: expected, rowCurrency }: FileInput & { rowCurrency: string | null },
  refuse: (message: string) => never,
): string {
  const money: readonly string[] = ['spend', 'purchase_value', 'website_purchase_value'];
  const columns = [...[...index].map(([field, column]) => ({ field, column })), ...rivals].filter(
    ({ field }) => money.includes(field),
  );
  const named = new Set(
    columns
      .map(({ column }) => normaliseHeading(headings[column] ?? '').currency)
      .filter((code) => code !== null),
  );
  if (named.size > 1) refuse(`the columns name several currencies (${[...named].join(', ')}).`);
  const found = [...named][0] ?? rowCurrency;
  if (found && expected && found !== expected) {
    refuse(
      `the file is in ${found}, but this ad account reports in ${expected}. Choose the connector the file belongs to.`,
    );
  }
  return (
    found ??
    expected ??
    refuse(
      'no heading names a currency, such as "Amount spent (KRW)". Export again with the column Currency (통화).',
    )
  );
}

function askedFields({ index }: MatchedColumns<ImportField>): Set<string> {
  const asked = new Set<string>();
  for (const field of index.keys()) {
    if (field === 'link_clicks') asked.add('inline_link_clicks');
    else if (field in ACTION_FIELDS) {
      asked.add(`actions:${ACTION_FIELDS[field as keyof typeof ACTION_FIELDS].goal}`);
    } else if (field.endsWith('purchase_value')) asked.add('action_values');
    else asked.add(field);
  }
  return asked;
}

function layoutWarnings(
  { index, rivals }: MatchedColumns<ImportField>,
  { headings, sheet, otherSheets }: Table,
  splitBy: SplitBy,
): string[] {
  const warnings = rivals.map(
    ({ field, column }) =>
      `"${headings[column]}" was left out: "${headings[index.get(field) ?? -1]}" is used for the same figure.`,
  );
  if (otherSheets.length > 0) {
    warnings.push(
      `Only the sheet "${sheet}" was read. ${otherSheets.map((name) => `"${name}"`).join(', ')} may hold a report too: import it as a file of its own.`,
    );
  }
  if (isSplit(splitBy)) {
    const names = [...splitBy.breakdowns, ...splitBy.finer.flat()].map((at) => headings[at]);
    warnings.push(
      `The rows are split by ${names.join(', ')}. They were added up per object and day; reach and frequency cannot be added and stay empty. Purchases may be missing from such a report.`,
    );
  }
  const counted = ['purchases', 'website_purchases'].some((name) => index.has(name as ImportField));
  const valued = ['purchase_value', 'website_purchase_value'].some((name) =>
    index.has(name as ImportField),
  );
  if (!counted || !valued) {
    const missing = [
      ...(counted ? [] : ['"Purchases" (구매)']),
      ...(valued ? [] : ['"Purchases conversion value" (구매 전환값)']),
    ];
    warnings.push(
      `The file has no column ${missing.join(' and no ')}, so that figure stays unknown: "Results" counts something else for each campaign. Add it to the report where it matters.`,
    );
  }
  const shared = headings[index.get('purchases') ?? -1] ?? '';
  if (/공유|shared/i.test(shared)) {
    warnings.push(
      `Purchases were taken from "${shared}": purchases of shared catalogue items only.`,
    );
  }
  return warnings;
}
