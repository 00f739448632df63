// @ts-check
import net from 'node:net';
import {
  copyDataType,
  copyDoneType,
  copyFailType,
  copyFromStdin,
  copyInResponse,
  withoutCopyInResponse,
} from './copy-in.mjs';
import { SessionTurns } from './session-turns.mjs';
import {
  ByteQueue,
  cancelRequestCode,
  endsUnit,
  fatalMessage,
  flushType,
  gssRequestCode,
  sslRequestCode,
  startupCode,
  startupMessage,
  takeMessage,
  takeStartup,
  terminateType,
} from './wire.mjs';

/**
 * Serves one engine to many clients. Answers the handshake from a recorded greeting, so a new
 * connection never waits for another client's transaction.
 * @param {import('@electric-sql/pglite').PGlite} engine
 * @param {{ idleLimitMs: number }} options
 */
export async function createSessionServer(engine, { idleLimitMs }) {
  const greeting = await recordGreeting(engine);
  const turns = new SessionTurns(engine, idleLimitMs);
  /** @type {Set<net.Socket>} */
  const sockets = new Set();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    serve(socket, turns, greeting);
    socket.on('close', () => sockets.delete(socket));
  });
  return {
    server,
    turns,
    /** Stops accepting, lets running transactions end for at most `graceMs`, then disconnects. */
    async stop(/** @type {number} */ graceMs) {
      const closed = new Promise((resolve) => server.close(resolve));
      /** @type {NodeJS.Timeout | undefined} */
      let timer;
      const grace = new Promise((resolve) => {
        timer = setTimeout(resolve, graceMs);
      });
      await Promise.race([turns.idle(), grace]);
      clearTimeout(timer);
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** @param {import('@electric-sql/pglite').PGlite} engine */
async function recordGreeting(engine) {
  /** @type {Buffer[]} */
  const chunks = [];
  await engine.execProtocolRawStream(startupMessage('postgres', 'postgres'), {
    syncToFs: false,
    onRawData: (chunk) => chunks.push(Buffer.from(chunk)),
  });
  return Buffer.concat(chunks);
}

/** @param {net.Socket} socket @param {SessionTurns} turns @param {Buffer} greeting */
function serve(socket, turns, greeting) {
  const incoming = new ByteQueue();
  const client = {
    send: (/** @type {Buffer} */ bytes) => {
      if (bytes.length > 0 && socket.writable) socket.write(bytes);
    },
    expel: (/** @type {string} */ message) => {
      socket.end(fatalMessage({ code: '25P03', message }));
    },
  };
  const handshake = createHandshake(socket, greeting);
  const groups = createGroups(socket, turns, client);
  socket.setNoDelay(true);
  socket.on('data', (chunk) => {
    incoming.push(chunk);
    try {
      while (handshake.done ? readMessage() : handshake.read(incoming));
    } catch (error) {
      socket.end(fatalMessage({ code: '08P01', message: String(error) }));
    }
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => turns.drop(client));

  function readMessage() {
    const next = takeMessage(incoming);
    if (next !== undefined) groups.add(next);
    return next !== undefined;
  }
}

/** @param {net.Socket} socket @param {Buffer} greeting */
function createHandshake(socket, greeting) {
  return {
    done: false,
    /** @param {ByteQueue} incoming */
    read(incoming) {
      const code = takeStartup(incoming);
      if (code === undefined) return false;
      if (code === sslRequestCode || code === gssRequestCode) socket.write('N');
      else if (code === startupCode) {
        this.done = true;
        socket.write(greeting);
      } else if (code === cancelRequestCode) socket.end();
      else socket.end(fatalMessage({ code: '08P01', message: `unsupported protocol ${code}` }));
      return true;
    },
  };
}

/**
 * Gathers messages until the client waits for an answer, and submits them as one turn.
 * @param {net.Socket} socket @param {SessionTurns} turns
 * @param {import('./session-turns.mjs').Client} client
 */
function createGroups(socket, turns, client) {
  /** @type {Buffer[]} */
  let group = [];
  let copying = false;
  const copyClient = {
    send: (/** @type {Buffer} */ bytes) => client.send(withoutCopyInResponse(bytes)),
    expel: client.expel,
  };
  /** @param {import('./session-turns.mjs').Client} receiver @param {boolean} flushOnly */
  const submit = (receiver, flushOnly) => {
    const [only] = group;
    const bytes = group.length === 1 && only !== undefined ? only : Buffer.concat(group);
    group = [];
    turns.submit({ client, receiver, bytes, flushOnly });
  };
  return {
    /** @param {{ type: number, message: Buffer }} next */
    add({ type, message }) {
      if (type === terminateType) return void socket.end();
      if (copying) {
        if (type !== copyDataType && type !== copyDoneType && type !== copyFailType) return;
        group.push(message);
        if (type === copyDataType) return;
        copying = false;
        return submit(copyClient, false);
      }
      const copy = copyFromStdin(message);
      if (copy === 'unsupported') {
        const message = 'COPY FROM STDIN must be a simple query of its own here.';
        return void socket.end(fatalMessage({ code: '0A000', message }));
      }
      group.push(message);
      if (copy === 'collect') {
        copying = true;
        client.send(copyInResponse);
      } else if (endsUnit(type)) submit(client, type === flushType);
    },
  };
}
