/** One row of a table; `line` is where it starts, 1-based, as an editor or spreadsheet shows it. */
export interface TableRow {
  line: number;
  cells: string[];
}

/** An exported table with its heading line found. `rows` may be read several times; each reading streams. */
export interface Table {
  /** `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be`, `cp949` or `xlsx`. */
  encoding: string;
  /** Null for XLSX. */
  delimiter: string | null;
  /** Null for text files. */
  sheet: string | null;
  /** Further visible sheets that have such headings too; they are not read. */
  otherSheets: string[];
  /** In which of Excel's two calendars plain numbers count days. */
  calendar: '1900' | '1904';
  /** Lines above the headings: report title, period. */
  preamble: TableRow[];
  headings: string[];
  headingLine: number;
  rows: AsyncIterable<TableRow>;
}

export interface TableOptions {
  /** Recognises the heading line among the first twelve non-empty ones; without it, line 1 is the heading. */
  isHeading?: (cells: string[]) => boolean;
  /** Which of several sheets with such headings is read; without it, and where none fits, the first. */
  prefersSheet?: (name: string) => boolean;
  /** What the headings should have been, for the message when none is found. */
  expects?: string;
}
