import { AppError } from '@commerce/core';
import { SaxesParser } from 'saxes';

/** What an element handler sees; names and attributes come without their namespace prefix. */
export interface XmlHandler {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Far more than a cell can hold; the parser keeps all text up to the next tag in memory. */
const MAX_TEXT_BYTES = 32 * 1024 * 1024;

/**
 * Feeds a document to the handler and yields after every chunk, so that the caller can pass on what it gathered.
 * @throws AppError `invalid_file` when the XML is not well formed, or a single text in it is endless.
 */
export async function* parseXml(
  chunks: AsyncIterable<Buffer>,
  handler: XmlHandler,
): AsyncGenerator<void> {
  const parser = new SaxesParser();
  parser.on('error', (cause) => {
    throw new AppError(
      'invalid_file',
      'The workbook cannot be read: a part of it is not well-formed XML. Nothing was stored; save it again as .xlsx or CSV UTF-8.',
      { cause },
    );
  });
  let sinceTag = 0;
  parser.on('opentag', ({ name, attributes }) => {
    sinceTag = 0;
    const bare = Object.entries(attributes).map(([key, value]) => [local(key), value]);
    handler.open?.(local(name), Object.fromEntries(bare) as Record<string, string>);
  });
  parser.on('closetag', ({ name }) => {
    sinceTag = 0;
    handler.close?.(local(name));
  });
  if (handler.text) {
    const text = handler.text.bind(handler);
    parser.on('text', text);
    parser.on('cdata', text);
  }
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of chunks) {
    sinceTag += chunk.length;
    if (sinceTag > MAX_TEXT_BYTES) {
      throw new AppError(
        'invalid_file',
        'The workbook cannot be read: a single text in it is larger than any cell. Nothing was stored; export the report as CSV.',
      );
    }
    parser.write(decoder.decode(chunk, { stream: true }));
    yield;
  }
  parser.write(decoder.decode()).close();
  yield;
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
