import { hostname } from 'node:os';
import { isRunning, processStartTime } from './process-identity.ts';
import { answers, type ServerAddress } from './server-address.ts';

/** What the owner of a data directory writes about itself into its lock file. */
export interface OwnerRecord {
  state: 'starting' | 'ready' | 'released';
  pid: number;
  startedAt: string | null;
  host: string;
  takenAt: string;
  address: ServerAddress | null;
}

export function ownRecord(now: Date): OwnerRecord {
  return {
    state: 'starting',
    pid: process.pid,
    startedAt: processStartTime(process.pid) ?? null,
    host: hostname(),
    takenAt: now.toISOString(),
    address: null,
  };
}

const startLimitMs = 120_000;

/** Whether the process that wrote the record still holds the data directory. */
export async function isHeld(record: OwnerRecord, now: Date): Promise<boolean> {
  if (record.state === 'released') return false;
  if (record.host !== hostname()) return await otherHostHolds(record, now);
  if (!isRunning(record.pid)) return false;
  const startedAt = processStartTime(record.pid);
  if (record.startedAt !== null && startedAt !== undefined) return record.startedAt === startedAt;
  return record.address === null || (await answers(record.address));
}

/** Another container on this volume: its pids say nothing here, but its socket does. */
async function otherHostHolds(record: OwnerRecord, now: Date): Promise<boolean> {
  if (record.address !== null) return await answers(record.address);
  return now.getTime() - Date.parse(record.takenAt) < startLimitMs;
}
