export {
  backupDatabase,
  BackupError,
  type BackupProblem,
  type BackupProgress,
  type BackupSummary,
  restoreDatabase,
  type RestoreOptions,
} from './backup/index.ts';
export { type ConnectionMode, connectionMode } from './connection-mode.ts';
export {
  createDatabase,
  type Db,
  type TenantClaims,
  type TransactionOptions,
  type Trx,
  withSystem,
  withTenant,
} from './database.ts';
export {
  DataDirectoryHeldError,
  type Embedded,
  type EmbeddedConnection,
  type EmbeddedOptions,
  openEmbedded,
} from './embedded/index.ts';
export type * from './generated/tables.generated.ts';
export { holdLock } from './hold-lock.ts';
export { isEmbeddedEngine, maintainDatabase } from './maintain-database.ts';
export {
  migrate,
  MigrationError,
  type MigrateOptions,
  type MigrationProblem,
  type MigrationProgress,
  type MigrationStatus,
  migrationsDirectory,
  migrationStatus,
  resetDatabase,
} from './migrate/index.ts';
export { createPool, type PoolOptions } from './pool.ts';
export { readTogether } from './read-together.ts';
export { shareTrips } from './share-trips.ts';
export * from './warehouse/index.ts';
