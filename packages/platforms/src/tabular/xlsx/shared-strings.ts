import { parseXml } from './xml.ts';
import type { Zip } from './zip.ts';

const PART = 'xl/sharedStrings.xml';
const MAX_BYTES = 256 * 1024 * 1024;

/** The workbook's table of texts; phonetic readings are left out. */
export async function readSharedStrings(zip: Zip): Promise<string[]> {
  const strings: string[] = [];
  if (!zip.has(PART)) return strings;
  let current = '';
  let inText = false;
  let phonetic = false;
  const parsing = parseXml(zip.read(PART, MAX_BYTES), {
    open(name) {
      if (name === 'si') current = '';
      else if (name === 'rPh') phonetic = true;
      else if (name === 't') inText = !phonetic;
    },
    text(text) {
      if (inText) current += text;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'si') strings.push(current);
    },
  });
  while (!(await parsing.next()).done);
  return strings;
}
