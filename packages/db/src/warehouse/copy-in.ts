import { CompiledQuery } from 'kysely';
import type { Trx } from '../database.ts';
import { refusalOf } from './run-statement.ts';

/** The part of pg's connection that COPY needs. */
interface Wire {
  query(text: string): void;
  sendCopyFromChunk(chunk: Uint8Array): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** `copy … from stdin` in the form pg submits a query: it sends its rows when the server asks for them. */
class CopyIn {
  readonly #text: string;
  readonly #chunks: Iterable<Uint8Array>;
  readonly done: Promise<void>;
  #resolve: () => void = () => {};
  #reject: (error: unknown) => void = () => {};

  constructor(text: string, chunks: Iterable<Uint8Array>) {
    this.#text = text;
    this.#chunks = chunks;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(wire: Wire): void {
    wire.query(this.#text);
  }

  handleCopyInResponse(wire: Wire): void {
    try {
      for (const chunk of this.#chunks) wire.sendCopyFromChunk(chunk);
      wire.endCopyFrom();
    } catch (error) {
      this.#reject(error);
      wire.sendCopyFail('the rows could not be made');
    }
  }

  handleCommandComplete(): void {}

  handleError(error: unknown): void {
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    this.#resolve();
  }
}

/**
 * Adds rows by COPY, the fastest way in; a row that is stored already fails it.
 * @param target table and columns
 * @param chunks the rows in that format, cut anywhere; asked for when the server is ready for them
 * @throws AppError `invalid_input` when a value cannot be stored in its column
 */
export async function copyIn(
  trx: Trx,
  target: string,
  format: 'text' | 'binary',
  chunks: Iterable<Uint8Array>,
): Promise<void> {
  const copy = new CopyIn(`copy ${target} from stdin (format ${format})`, chunks);
  try {
    // Kysely hands on to pg what it is given, and pg takes an object like this one for a text. It does not
    // wait for it.
    await trx.executeQuery({ ...CompiledQuery.raw('copy'), sql: copy as unknown as string });
    await copy.done;
  } catch (error) {
    throw refusalOf(error);
  }
}
