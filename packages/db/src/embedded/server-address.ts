import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** Where the embedded server listens. `socketDir` holds `.s.PGSQL.<port>`, as every client expects. */
export type ServerAddress = { socketDir: string; port: number } | { host: string; port: number };

const socketPort = 5432;
/** sun_path holds 104 bytes on macOS and 108 on Linux, including the closing zero. */
const longestSocketPath = 103;
const privateDirPrefix = 'commerce-db-';

export function socketPath(address: { socketDir: string; port: number }): string {
  return join(address.socketDir, `.s.PGSQL.${address.port}`);
}

/** The data directory itself, or a fresh private directory when its path is too long for a socket. */
export function chooseAddress(dataDir: string): ServerAddress {
  if (process.platform === 'win32') return { host: '127.0.0.1', port: 0 };
  const inside = { socketDir: dataDir, port: socketPort };
  if (Buffer.byteLength(socketPath(inside)) <= longestSocketPath) return inside;
  const parent = Buffer.byteLength(tmpdir()) > 60 ? '/tmp' : tmpdir();
  return { socketDir: mkdtempSync(join(parent, privateDirPrefix)), port: socketPort };
}

/** Removes what a server left at its address; called by the next owner and on close. */
export function removeSocket(address: ServerAddress, dataDir: string): void {
  if (!('socketDir' in address)) return;
  rmSync(socketPath(address), { force: true });
  if (address.socketDir === dataDir) return;
  if (!basename(address.socketDir).startsWith(privateDirPrefix)) return;
  rmSync(address.socketDir, { force: true, recursive: true });
}

/** Whether anything accepts connections there. */
export async function answers(address: ServerAddress): Promise<boolean> {
  const socket =
    'socketDir' in address
      ? net.connect({ path: socketPath(address) })
      : net.connect({ host: address.host, port: address.port });
  return await new Promise<boolean>((resolve) => {
    socket.setTimeout(2_000, () => resolve(false));
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  }).finally(() => socket.destroy());
}
