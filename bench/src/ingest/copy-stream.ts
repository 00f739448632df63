import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type pg from 'pg';

/** The part of pg's connection that COPY needs. */
interface Wire {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): boolean;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
  stream: Readable & Writable;
}

/** What pg calls on a query while its answer arrives. */
class CopyQuery {
  readonly done: Promise<void>;
  #text: string;
  #resolve!: () => void;
  #reject!: (error: unknown) => void;
  #failure: unknown;

  constructor(text: string) {
    this.#text = text;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(wire: Wire): void {
    wire.query(this.#text);
  }

  fail(error: unknown): void {
    this.#failure ??= error;
  }

  handleError(error: unknown): void {
    this.fail(error);
    this.#reject(this.#failure);
  }

  handleReadyForQuery(): void {
    if (this.#failure === undefined) this.#resolve();
    else this.#reject(this.#failure);
  }

  handleCommandComplete(): void {}
  handleCopyData(_message: { chunk: Buffer }, _wire: Wire): void {}
  handleCopyInResponse(_wire: Wire): void {}
}

class CopyInQuery extends CopyQuery {
  #source: Readable;

  constructor(text: string, source: Readable) {
    super(text);
    this.#source = source;
  }

  override handleCopyInResponse(wire: Wire): void {
    this.#send(wire).catch((error: unknown) => {
      this.fail(error);
      wire.sendCopyFail('the source could not be read');
    });
  }

  async #send(wire: Wire): Promise<void> {
    for await (const chunk of this.#source) {
      wire.sendCopyFromChunk(chunk as Buffer);
      if (wire.stream.writableNeedDrain) await once(wire.stream, 'drain');
    }
    wire.endCopyFrom();
  }
}

class CopyOutQuery extends CopyQuery {
  #target: Writable;

  constructor(text: string, target: Writable) {
    super(text);
    this.#target = target;
  }

  override handleCopyData({ chunk }: { chunk: Buffer }, wire: Wire): void {
    if (this.#target.write(Buffer.from(chunk)) || wire.stream.isPaused()) return;
    wire.stream.pause();
    this.#target.once('drain', () => wire.stream.resume());
  }
}

/** Runs `copy … from stdin` with the bytes of `source`. */
export async function copyIn(client: pg.PoolClient, text: string, source: Readable): Promise<void> {
  const query = new CopyInQuery(text, source);
  client.query(query as unknown as pg.Submittable);
  await query.done;
}

/** Runs `copy … to stdout` into `target` and ends it. */
export async function copyOut(
  client: pg.PoolClient,
  text: string,
  target: Writable,
): Promise<void> {
  const query = new CopyOutQuery(text, target);
  client.query(query as unknown as pg.Submittable);
  await query.done;
  // Ending a stream that is still draining would leave the connection paused.
  if (target.writableNeedDrain) await once(target, 'drain');
  target.end();
  await once(target, 'finish');
}
