// @ts-check
// The engine reads a whole message group at once and cannot wait for more, so the rows of a
// COPY … FROM STDIN are collected first and handed over together with the statement.

const stdin = /\bfrom\s+stdin\b/i;
const startsWithCopy = /^(?:\s|--[^\n]*\n|\/\*.*?\*\/)*copy\b/is;

export const copyDataType = 'd'.charCodeAt(0);
export const copyDoneType = 'c'.charCodeAt(0);
export const copyFailType = 'f'.charCodeAt(0);
const copyInResponseType = 'G'.charCodeAt(0);

/** Tells the client to send its rows; says neither their format nor their columns. */
export const copyInResponse = Buffer.from([copyInResponseType, 0, 0, 0, 7, 0, 0, 0]);

/**
 * @param {Buffer} message a Query or Parse message
 * @returns {'no' | 'collect' | 'unsupported'}
 */
export function copyFromStdin(message) {
  if (message[0] !== 0x51 && message[0] !== 0x50) return 'no';
  const sql = message.toString('latin1', 5);
  if (!stdin.test(sql) || !/\bcopy\b/i.test(sql)) return 'no';
  return message[0] === 0x51 && startsWithCopy.test(sql) ? 'collect' : 'unsupported';
}

/** The client has had its answer already. @param {Buffer} bytes */
export function withoutCopyInResponse(bytes) {
  /** @type {Buffer[]} */
  const kept = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + bytes.readInt32BE(at + 1);
    if (bytes[at] !== copyInResponseType) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}
