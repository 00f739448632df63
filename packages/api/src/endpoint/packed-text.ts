import { constants, crc32, deflateRawSync } from 'node:zlib';

/** The start of an answer, kept as it is sent: plain and, once somebody takes it so, compressed. */
export class PackedText {
  readonly #text: Buffer;
  #packed: { start: Buffer; checksum: number } | null = null;

  constructor(text: string) {
    this.#text = Buffer.from(text, 'utf8');
  }

  plainWith(rest: string): Uint8Array<ArrayBuffer> {
    return joined([this.#text, Buffer.from(rest, 'utf8')]);
  }

  /**
   * One gzip member (RFC 1952): the kept part ends on a whole byte, and `rest` follows in a stored block (RFC 1951,
   * section 3.2.4): a compressor for a hundred bytes would cost more than all the others of the answer. Neither
   * part can refer to the other, so the size tells nothing of one by way of the other.
   * @throws RangeError when `rest` is longer than a block can be, 65,535 bytes
   */
  gzipWith(rest: string): Uint8Array<ArrayBuffer> {
    this.#packed ??= {
      start: deflateRawSync(this.#text, { finishFlush: constants.Z_SYNC_FLUSH }),
      checksum: crc32(this.#text),
    };
    const end = Buffer.from(rest, 'utf8');
    const block = Buffer.allocUnsafe(5);
    block.writeUInt8(FINAL_STORED, 0);
    block.writeUInt16LE(end.length, 1);
    block.writeUInt16LE(0xffff - end.length, 3);
    const trailer = Buffer.allocUnsafe(8);
    trailer.writeUInt32LE(crc32(end, this.#packed.checksum), 0);
    trailer.writeUInt32LE((this.#text.length + end.length) % 2 ** 32, 4);
    return joined([HEADER, this.#packed.start, block, end, trailer]);
  }
}

const FINAL_STORED = 1;

/** Deflate, no name and no time, from an unknown system. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

function joined(parts: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether a request takes gzip. Source: RFC 9110, section 12.5.3. */
export function takesGzip(acceptEncoding: string | undefined): boolean {
  const offers = new Map(
    (acceptEncoding ?? '').split(',').map((offer) => {
      const [name = '', ...parameters] = offer.split(';').map((part) => part.trim().toLowerCase());
      return [name, !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))];
    }),
  );
  return offers.get('gzip') ?? offers.get('*') ?? false;
}
