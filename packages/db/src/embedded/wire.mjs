// @ts-check
// PostgreSQL frontend/backend protocol 3.0, https://www.postgresql.org/docs/current/protocol.html

export const startupCode = 196608;
export const sslRequestCode = 80877103;
export const gssRequestCode = 80877104;
export const cancelRequestCode = 80877102;

/** Messages after which the backend answers and the client waits. */
const unitEnds = new Set(['Q', 'S', 'F', 'H'].map((letter) => letter.charCodeAt(0)));
export const flushType = 'H'.charCodeAt(0);
export const terminateType = 'X'.charCodeAt(0);

/** @param {string} user @param {string} database */
export function startupMessage(user, database) {
  const body = Buffer.from(`user\0${user}\0database\0${database}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(body.length + 8, 0);
  head.writeInt32BE(startupCode, 4);
  return Buffer.concat([head, body]);
}

/** @param {string} sql */
export function queryMessage(sql) {
  const body = Buffer.from(`${sql}\0`);
  const head = Buffer.alloc(5);
  head.write('Q', 0);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

export const syncMessage = Buffer.from([0x53, 0, 0, 0, 4]);

/** @param {{ code: string, message: string }} error */
export function fatalMessage({ code, message }) {
  const body = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E', 0);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** Collects a byte stream and hands out whole pieces without re-copying what is already held. */
export class ByteQueue {
  /** @type {Buffer[]} */
  #chunks = [];
  length = 0;

  /** @param {Buffer} chunk */
  push(chunk) {
    this.#chunks.push(chunk);
    this.length += chunk.length;
  }

  /** @param {number} size */
  #gather(size) {
    const first = this.#chunks[0];
    if (first === undefined || first.length >= size) return;
    this.#chunks = [Buffer.concat(this.#chunks)];
  }

  /** @param {number} size */
  peek(size) {
    if (this.length < size) return undefined;
    this.#gather(size);
    return /** @type {Buffer} */ (this.#chunks[0]).subarray(0, size);
  }

  /** @param {number} size */
  take(size) {
    const piece = this.peek(size);
    if (piece === undefined) return undefined;
    const first = /** @type {Buffer} */ (this.#chunks[0]);
    if (first.length === size) this.#chunks.shift();
    else this.#chunks[0] = first.subarray(size);
    this.length -= size;
    return piece;
  }
}

/** @param {number} length */
function checked(length) {
  if (length < 4) throw new RangeError(`protocol message with length ${length}`);
  return length;
}

/** @param {ByteQueue} bytes */
export function takeMessage(bytes) {
  const head = bytes.peek(5);
  if (head === undefined) return undefined;
  const type = /** @type {number} */ (head[0]);
  const message = bytes.take(1 + checked(head.readInt32BE(1)));
  return message === undefined ? undefined : { type, message };
}

/** @param {ByteQueue} bytes */
export function takeStartup(bytes) {
  const head = bytes.peek(8);
  if (head === undefined) return undefined;
  const code = head.readInt32BE(4);
  return bytes.take(checked(head.readInt32BE(0))) === undefined ? undefined : code;
}

/** @param {number} type */
export function endsUnit(type) {
  return unitEnds.has(type);
}
