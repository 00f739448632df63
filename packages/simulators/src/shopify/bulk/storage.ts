import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SEVEN_DAYS_S = 7 * 86_400;

export type StorageAnswer = { file: string } | { status: 403 | 404; body: string };

/** Result files behind signed, expiring links, as object storage serves them. */
export class ResultStorage {
  readonly #secret: string;
  #folder: string | null = null;
  readonly #files = new Map<string, string>();

  constructor(secret: string) {
    this.#secret = secret;
  }

  /**
   * Keeps a result and returns its link on the platform's storage host (see `reachShopify`), valid
   * for exactly seven days after `completedAt`.
   */
  save(name: string, content: Buffer, completedAt: number): string {
    this.#folder ??= mkdtempSync(join(tmpdir(), 'sim-bulk-'));
    const file = join(this.#folder, `${this.#files.size + 1}.jsonl`);
    writeFileSync(file, content);
    this.#files.set(name, file);
    const expires = Math.floor(completedAt / 1000) + SEVEN_DAYS_S;
    const query = new URLSearchParams({
      GoogleAccessId: 'simulated-bulk@storage.invalid',
      Expires: String(expires),
      Signature: this.#sign(name, String(expires)),
    });
    return `https://storage.googleapis.com/__storage/${name}?${query}`;
  }

  open(name: string, query: URLSearchParams, now: number): StorageAnswer {
    const expires = query.get('Expires') ?? '';
    const given = Buffer.from(query.get('Signature') ?? '');
    const wanted = Buffer.from(this.#sign(name, expires));
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      return denied('SignatureDoesNotMatch', 'The request signature does not match.');
    }
    if (now / 1000 > Number(expires)) return denied('ExpiredToken', 'The link has expired.');
    const file = this.#files.get(name);
    return file ? { file } : { status: 404, body: xml('NoSuchKey', 'The object does not exist.') };
  }

  clear(): void {
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = null;
    this.#files.clear();
  }

  #sign(name: string, expires: string): string {
    return createHmac('sha256', this.#secret).update(`${name}\n${expires}`).digest('hex');
  }
}

function denied(code: string, message: string): StorageAnswer {
  return { status: 403, body: xml(code, message) };
}

function xml(code: string, message: string): string {
  return `<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
}
