import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A key that wraps the data keys; `id` stands in every record it sealed. */
export interface MasterKey {
  id: string;
  /** 32 bytes. */
  key: Uint8Array;
}

/** The random parts of one record; every record gets its own. */
export interface EnvelopeRandom {
  dataKey: Uint8Array;
  wrapIv: Uint8Array;
  bodyIv: Uint8Array;
}

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

const freshRandom = (): EnvelopeRandom => ({
  dataKey: randomBytes(KEY_BYTES),
  wrapIv: randomBytes(IV_BYTES),
  bodyIv: randomBytes(IV_BYTES),
});

/** AES-256-GCM under a data key of its own, which the master key wraps; both bound to `place`. */
export function sealEnvelope(
  master: MasterKey,
  plaintext: string,
  place: string,
  random: EnvelopeRandom = freshRandom(),
): string {
  const bound = boundTo(master.id, place);
  const wrapped = encrypt(master.key, random.wrapIv, random.dataKey, `dek|${bound}`);
  const body = encrypt(random.dataKey, random.bodyIv, Buffer.from(plaintext, 'utf8'), bound);
  return [VERSION, master.id, wrapped.toString('base64url'), body.toString('base64url')].join('.');
}

/** Throws when any part was changed, cut or moved to another place, or the key is another one. */
export function openEnvelope(master: MasterKey, record: string, place: string): string {
  const { wrapped, body } = parseEnvelope(record);
  const bound = boundTo(master.id, place);
  const dataKey = decrypt(master.key, wrapped, `dek|${bound}`);
  return decrypt(dataKey, body, bound).toString('utf8');
}

/** Which master key a record was sealed with. */
export function parseEnvelope(record: string): { keyId: string; wrapped: Buffer; body: Buffer } {
  const [version, keyId, wrapped, body, ...rest] = record.split('.');
  if (version !== VERSION || !keyId || !wrapped || !body || rest.length > 0) {
    throw new TypeError('not a sealed record');
  }
  return {
    keyId,
    wrapped: Buffer.from(wrapped, 'base64url'),
    body: Buffer.from(body, 'base64url'),
  };
}

const boundTo = (keyId: string, place: string): string => `${VERSION}|${keyId}|${place}`;

function encrypt(key: Uint8Array, iv: Uint8Array, plain: Uint8Array, aad: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(aad, 'utf8'));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, sealed: Buffer, aad: string): Buffer {
  if (sealed.length < IV_BYTES + TAG_BYTES) throw new RangeError('too short for a sealed text');
  const iv = sealed.subarray(0, IV_BYTES);
  const tag = sealed.subarray(sealed.length - TAG_BYTES);
  // Without the explicit length Node accepts a tag cut down to four bytes.
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(aad, 'utf8'));
  decipher.setAuthTag(tag);
  const cipherText = sealed.subarray(IV_BYTES, sealed.length - TAG_BYTES);
  return Buffer.concat([decipher.update(cipherText), decipher.final()]);
}
