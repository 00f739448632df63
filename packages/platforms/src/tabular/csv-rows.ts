import { AppError } from '@commerce/core';
import { CsvError, parse } from 'csv-parse';
import type { Delimiter } from './delimiter.ts';
import { readText, type TextEncoding } from './encoding.ts';
import type { TableRow } from './table.ts';

/** One record may not be longer: an opening quote that never closes would swallow the whole file. */
const MAX_RECORD_CHARS = 4 * 1024 * 1024;

/**
 * Records of a delimited text file, streamed, with the line each of them starts on. Blank lines are
 * left out but counted; line breaks inside quoted cells become `\n`.
 * @throws AppError `invalid_file` for a quote that never closes.
 */
export async function* readCsvRows(
  path: string,
  encoding: TextEncoding,
  delimiter: Delimiter,
): AsyncGenerator<TableRow, void, void> {
  const parser = parse({
    delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    info: true,
    max_record_size: MAX_RECORD_CHARS,
  });
  const feeding = feed(parser, path, encoding);
  feeding.catch((cause: unknown) => parser.destroy(cause as Error));
  let next = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      const line = next;
      next = info.lines + 1;
      if (record.length > 1 || record[0] !== '') yield { line, cells: record };
    }
  } catch (cause) {
    throw cause instanceof CsvError ? brokenCsv(cause, next) : cause;
  } finally {
    parser.destroy();
  }
}

async function feed(
  parser: NodeJS.WritableStream & { destroyed: boolean },
  path: string,
  encoding: TextEncoding,
): Promise<void> {
  for await (const text of unifyLineBreaks(readText(path, encoding))) {
    if (parser.destroyed) return;
    if (!parser.write(text)) {
      await drained(parser);
    }
  }
  if (!parser.destroyed) parser.end();
}

async function drained(parser: NodeJS.WritableStream): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      parser.off('drain', done);
      parser.off('close', done);
      resolve();
    };
    parser.on('drain', done);
    parser.on('close', done);
  });
}

async function* unifyLineBreaks(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  for await (const chunk of chunks) {
    const text = held + chunk;
    held = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n');
  }
  if (held) yield '\n';
}

function brokenCsv(error: CsvError, line: number): AppError {
  const unclosed = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE';
  const reason = unclosed
    ? 'a quoted cell that starts here never ends'
    : 'the quotes of this row cannot be read';
  return new AppError(
    'invalid_file',
    `Line ${line}: ${reason}. Nothing was stored; export the file again.`,
    { details: { line, code: error.code }, cause: error },
  );
}
