// @ts-check
import { queryMessage, syncMessage } from './wire.mjs';

/**
 * @typedef {object} Client
 * @property {(bytes: Buffer) => void} send
 * @property {(reason: string) => void} expel called when the client held the session too long
 */

/**
 * @typedef {object} Turn
 * @property {Client} client
 * @property {Client} receiver who gets the answer, when it is not the client as such
 * @property {Buffer} bytes
 * @property {boolean} flushOnly the group goes on after this part
 */

/**
 * One engine is one session. Clients take turns: a turn is a whole message group (up to Sync), and
 * lasts until the transaction it opened has ended. Handing out single messages instead would let one
 * client's Bind meet another client's unnamed Parse.
 */
export class SessionTurns {
  /** @type {Turn[]} */
  #waiting = [];
  /** @type {Client | undefined} */
  #holder;
  #running = false;
  /** @type {NodeJS.Timeout | undefined} */
  #idleTimer;
  /** @type {(() => void)[]} */
  #onIdle = [];

  /** @param {import('@electric-sql/pglite').PGlite} engine @param {number} idleLimitMs */
  constructor(engine, idleLimitMs) {
    this.engine = engine;
    this.idleLimitMs = idleLimitMs;
  }

  /** @param {Turn} turn */
  submit(turn) {
    this.#waiting.push(turn);
    this.#run();
  }

  /** Forgets a client that is gone and undoes what it left open. @param {Client} client */
  drop(client) {
    this.#waiting = this.#waiting.filter((turn) => turn.client !== client);
    if (this.#holder !== client) return;
    this.#rollback();
    this.#run();
  }

  /** Resolves when no transaction is open and nothing waits. @returns {Promise<void>} */
  idle() {
    if (this.#holder === undefined && this.#waiting.length === 0 && !this.#running) {
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  #run() {
    if (this.#running) return;
    this.#running = true;
    const next = () => {
      const turn = this.#takeNext();
      if (turn === undefined) {
        this.#running = false;
        this.#settle();
        return;
      }
      this.#execute(turn);
      setImmediate(next);
    };
    next();
  }

  #takeNext() {
    const holder = this.#holder;
    if (holder === undefined) return this.#waiting.shift();
    const index = this.#waiting.findIndex((turn) => turn.client === holder);
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0];
  }

  /** @param {Turn} turn */
  #execute({ client, receiver, bytes, flushOnly }) {
    this.#stopIdleTimer();
    /** @type {Buffer[]} */
    const answer = [];
    this.#engineRun(bytes, (chunk) => answer.push(chunk));
    this.#holder = flushOnly || this.engine.isInTransaction() ? client : undefined;
    receiver.send(Buffer.concat(answer));
  }

  /** @param {Buffer} bytes @param {(chunk: Buffer) => void} onChunk */
  #engineRun(bytes, onChunk) {
    // The engine does all its work before the returned promise; the filesystem needs no sync step.
    void this.engine.execProtocolRawStream(bytes, {
      syncToFs: false,
      onRawData: (chunk) => onChunk(Buffer.from(chunk)),
    });
  }

  #settle() {
    if (this.#holder === undefined) {
      for (const resolve of this.#onIdle.splice(0)) resolve();
      return;
    }
    // It runs from the holder's own last statement; others that arrive meanwhile do not restart it.
    if (this.#idleTimer !== undefined) return;
    this.#idleTimer = setTimeout(() => this.#expelHolder(), this.idleLimitMs);
    this.#idleTimer.unref();
  }

  #stopIdleTimer() {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = undefined;
  }

  #expelHolder() {
    const holder = this.#holder;
    if (holder === undefined) return;
    const waiting = new Set(this.#waiting.map((turn) => turn.client)).size;
    this.#rollback();
    holder.expel(
      `A transaction stayed idle for ${this.idleLimitMs} ms while ${waiting} other connections waited. ` +
        'It was rolled back. The embedded database runs one transaction at a time: do not wait for ' +
        'anything else (another connection, a network call) inside a transaction.',
    );
    this.#run();
  }

  #rollback() {
    this.#stopIdleTimer();
    this.#engineRun(syncMessage, () => {});
    this.#engineRun(queryMessage('rollback'), () => {});
    this.#holder = undefined;
  }
}
