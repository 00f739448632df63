export { backupDatabase } from './backup.ts';
export { BackupError, type BackupProblem } from './backup-error.ts';
export type { BackupProgress, BackupSummary } from './format.ts';
export { restoreDatabase, type RestoreOptions } from './restore.ts';
