import { AppError } from '@commerce/core';
import { SaxesParser } from 'saxes';

/** What an element handler sees; names and attributes come without their namespace prefix. */
export interface XmlHandler {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Feeds a document to the handler and yields after every chunk, so that the caller can pass on what it gathered.
 * @throws AppError `invalid_file` when the XML is not well formed.
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
  parser.on('opentag', ({ name, attributes }) => {
    const bare = Object.entries(attributes).map(([key, value]) => [local(key), value]);
    handler.open?.(local(name), Object.fromEntries(bare) as Record<string, string>);
  });
  parser.on('closetag', ({ name }) => handler.close?.(local(name)));
  if (handler.text) {
    const text = handler.text.bind(handler);
    parser.on('text', text);
    parser.on('cdata', text);
  }
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of chunks) {
    parser.write(decoder.decode(chunk, { stream: true }));
    yield;
  }
  parser.write(decoder.decode()).close();
  yield;
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
