import { AppError } from '@commerce/core';
import { addDecimals, decimal } from './decimals.ts';
import type { FileRow, Measure, Measures, Subject } from './import-rows.ts';

/** Figures of one object on one day. */
export interface Fact {
  subject: Subject;
  measures: Measures;
  /** Lines that only repeat, part by part, what another line says as a whole. */
  repeats: number[];
}

type Row = Extract<FileRow, { kind: 'row' }>;

/**
 * One object's figures of one day, gathered from rows that may be its parts or already the whole.
 * The whole is never added to its parts: where it stands in the file, it is the figure.
 */
export class PartedFact {
  private readonly subject: Subject;
  private readonly parts: Measures = {};
  private readonly attributions = new Set<string | null>();
  private readonly partLines: number[] = [];
  private whole: Row | null = null;
  private unnamed: Row | null = null;
  private between: number | null = null;

  constructor(subject: Subject) {
    this.subject = subject;
  }

  /** @throws AppError `invalid_file` for a second row that is no part */
  add(row: Row): void {
    if (row.part === 'part' || row.part === 'between') {
      if (row.part === 'between') this.between ??= row.line;
      addMeasures(this.parts, row.measures);
      this.partLines.push(row.line);
    } else {
      const before = row.part === 'whole' ? this.whole : this.unnamed;
      if (before) throw repeated(before.line, row.line, row.subject);
      if (row.part === 'whole') this.whole = row;
      else this.unnamed = row;
    }
    const { attribution } = row.subject;
    // What was not shown has no attribution to differ by.
    if (attribution !== null || !isIdle(row.measures)) this.attributions.add(attribution);
  }

  /** @throws AppError `invalid_file` where rows of several levels can be told apart neither from wholes nor from parts */
  fact(): Fact {
    const { parts, partLines, unnamed } = this;
    const [attribution = null, ...others] = this.attributions;
    const subject = { ...this.subject, attribution: others.length === 0 ? attribution : null };
    const whole = this.whole ?? (unnamed && sameFigures(unnamed.measures, parts) ? unnamed : null);
    if (whole) {
      const rest = unnamed && unnamed !== whole ? [unnamed.line] : [];
      return { subject, measures: whole.measures, repeats: [...partLines, ...rest] };
    }
    const other = partLines.find((line) => line !== this.between);
    if (this.between !== null && other !== undefined) throw repeated(this.between, other, subject);
    if (unnamed) addMeasures(parts, unnamed.measures);
    delete parts.reach;
    delete parts.frequency;
    return { subject, measures: parts, repeats: [] };
  }
}

/** Whether a row tells of no figure but zeros, like that of an ad which was not shown. */
export const isIdle = (measures: Measures): boolean =>
  Object.values(measures).every((value) => value === '0');

/** Whether a row says exactly what the parts add up to, and more than nothing. */
function sameFigures(row: Measures, parts: Measures): boolean {
  const { reach: _, frequency: __, ...figures } = row;
  const entries = Object.entries(figures) as [Measure, string][];
  return (
    entries.some(([, value]) => value !== '0') &&
    entries.every(([measure, value]) => decimal(parts[measure] ?? '0') === decimal(value))
  );
}

function addMeasures(sum: Measures, more: Measures): void {
  for (const [measure, value] of Object.entries(more) as [Measure, string][]) {
    const before = sum[measure];
    sum[measure] = before === undefined ? value : addDecimals(before, value);
  }
}

/** Two rows of which only one can be right. */
export function repeated(before: number, line: number, { day }: Subject): AppError {
  return new AppError(
    'invalid_file',
    `Lines ${before} and ${line} speak of the same object on ${day}. If two objects share a name, add the ID column to the export; if the report has a further breakdown, remove it, and the rows of other levels. Nothing was stored.`,
    { details: { lines: [before, line] } },
  );
}
