export {
  migrate,
  type MigrateOptions,
  type MigrationProgress,
  type MigrationStatus,
  migrationStatus,
  resetDatabase,
} from './migrate.ts';
export { MigrationError, type MigrationProblem } from './migration-error.ts';
export { migrationsDirectory } from './migration-files.ts';
