import { AppError } from '@commerce/core';

const REFUSED: readonly { starts: readonly number[]; says: string }[] = [
  {
    starts: [0xd0, 0xcf, 0x11, 0xe0],
    says: 'This is an old Excel file (.xls) or a workbook with a password. Open it in Excel, save it as .xlsx or CSV UTF-8 without a password, and import that.',
  },
  { starts: [0x1f, 0x8b], says: 'This is a gzip archive. Unpack it and import the file inside.' },
  {
    starts: [0x25, 0x50, 0x44, 0x46],
    says: 'This is a PDF. Export the report as CSV or XLSX instead.',
  },
];

/**
 * Tells a workbook from text by its first bytes.
 * @throws AppError `invalid_file` for kinds that cannot be read, saying what to save instead.
 */
export function refuseUnreadableKind(head: Uint8Array): 'xlsx' | 'text' {
  for (const { starts, says } of REFUSED) {
    if (starts.every((byte, i) => head[i] === byte)) {
      throw new AppError('invalid_file', `${says} Nothing was stored.`);
    }
  }
  const text = new TextDecoder('latin1').decode(head.subarray(0, 512)).trimStart().toLowerCase();
  if (/^(?:\u00ef\u00bb\u00bf)?\s*<(?:!doctype|html|table|\?xml)/.test(text)) {
    throw new AppError(
      'invalid_file',
      'This is a web page or XML document, even if its name says Excel. Open it in Excel, save it as .xlsx or CSV UTF-8, and import that. Nothing was stored.',
    );
  }
  const zip = head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04;
  return zip ? 'xlsx' : 'text';
}
