import { parseXml } from './xml.ts';
import type { Zip } from './zip.ts';

const PART = 'xl/styles.xml';

/** Built-in number formats that show a date; 27–36 and 50–58 are the East Asian ones (ECMA-376 part 1, 18.8.30). */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}

/** Indexes of the cell styles whose number format shows a day. */
export async function readDateStyles(zip: Zip, limit: number): Promise<Set<number>> {
  const custom = new Map<number, string>();
  const formats: number[] = [];
  const dates = new Set<number>();
  if (!zip.has(PART)) return dates;
  let inCellFormats = false;
  const parsing = parseXml(zip.read(PART, limit), {
    open(name, attributes) {
      if (name === 'numFmt') custom.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) formats.push(Number(attributes.numFmtId ?? 0));
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  while (!(await parsing.next()).done);
  for (const [index, id] of formats.entries()) {
    const code = custom.get(id);
    if (code === undefined ? isBuiltInDate(id) : showsDay(code)) dates.add(index);
  }
  return dates;
}

function showsDay(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '').toLowerCase();
  return /[yd]/.test(bare) && !/[0#?]/.test(bare);
}
