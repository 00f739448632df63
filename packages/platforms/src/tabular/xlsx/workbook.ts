import { AppError } from '@commerce/core';
import type { TableRow } from '../table.ts';
import { readSheetRows } from './sheet.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readDateStyles } from './styles.ts';
import { parseXml } from './xml.ts';
import { openZip, type Zip } from './zip.ts';

export interface Sheet {
  name: string;
  path: string;
}

export interface Workbook {
  /** Visible sheets in the workbook's order. */
  sheets: Sheet[];
  calendar: '1900' | '1904';
  rows(sheet: Sheet): AsyncIterable<TableRow>;
}

const MAX_FILE_BYTES = 64 * 1024 * 1024;
const MAX_PART_BYTES = 1024 * 1024 * 1024;
const MAX_SMALL_PART_BYTES = 16 * 1024 * 1024;

/** @throws AppError `invalid_file` for a zip that is no workbook, is damaged, or is larger than 64 MiB. */
export async function openWorkbook(path: string, size: number): Promise<Workbook> {
  if (size > MAX_FILE_BYTES) {
    throw new AppError(
      'invalid_file',
      'XLSX files may have at most 64 MiB. Nothing was stored; export the report as CSV, which has no size limit.',
    );
  }
  const zip = await openZip(path, size);
  if (!zip.has('xl/workbook.xml')) {
    throw new AppError(
      'invalid_file',
      'This zip archive is not an Excel workbook. Unpack it and import the CSV or XLSX inside. Nothing was stored.',
    );
  }
  const { sheets, calendar } = await readOutline(zip);
  const context = {
    strings: await readSharedStrings(zip),
    dateStyles: await readDateStyles(zip, MAX_SMALL_PART_BYTES),
    calendar,
  };
  const rows = (sheet: Sheet) => readSheetRows(zip.read(sheet.path, MAX_PART_BYTES), context);
  return { sheets, calendar, rows };
}

async function readOutline(zip: Zip): Promise<Pick<Workbook, 'sheets' | 'calendar'>> {
  const listed: { name: string; id: string }[] = [];
  let calendar: Workbook['calendar'] = '1900';
  await drain(zip, 'xl/workbook.xml', (name, attributes) => {
    if (name === 'workbookPr' && /^(?:1|true)$/.test(attributes.date1904 ?? '')) calendar = '1904';
    if (name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return;
    listed.push({ name: attributes.name ?? '', id: attributes.id ?? '' });
  });
  const targets = new Map<string, string>();
  await drain(zip, 'xl/_rels/workbook.xml.rels', (name, { Id = '', Target = '' }) => {
    if (name === 'Relationship') {
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    }
  });
  const sheets = listed.map(({ name, id }) => ({ name, path: targets.get(id) ?? '' }));
  return { sheets: sheets.filter(({ path }) => zip.has(path)), calendar };
}

async function drain(
  zip: Zip,
  part: string,
  open: (name: string, attributes: Record<string, string>) => void,
): Promise<void> {
  const parsing = parseXml(zip.read(part, MAX_SMALL_PART_BYTES), { open });
  while (!(await parsing.next()).done);
}
