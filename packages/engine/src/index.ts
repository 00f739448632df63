export type { Actor, EngineContext, EngineSettings, Log, SecretBox } from './context.ts';
export { recordAudit } from './audit/record-audit.ts';
export { recordToolCall, type ToolCall } from './audit/record-tool-call.ts';
export { requireShop, type ShopFacts } from './access/require-shop.ts';
export {
  connectAccount,
  type ConnectAccountInput,
  type ConnectedAccount,
} from './connectors/connect-account.ts';
export { disableConnector } from './connectors/disable-connector.ts';
export { listAccounts, type ListAccountsInput } from './connectors/list-accounts.ts';
export { PLATFORM_ERROR_CODES } from './connectors/platform-refusal.ts';
export { openConnection, type OpenConnection } from './connectors/open-connection.ts';
export { createSecretBox } from './secrets/create-secret-box.ts';
export type { MasterKey } from './secrets/envelope.ts';
export { loadKeyFile } from './secrets/load-key-file.ts';
export { parseMasterKeys } from './secrets/master-keys.ts';
export { rotateSecrets, type RotationReport } from './secrets/rotate-secrets.ts';
export { keepHouse } from './housekeeping/keep-house.ts';
export { pruneHistory, type PruneReport } from './housekeeping/prune-history.ts';
export { claimJob, type ClaimedJob } from './sync/claim-job.ts';
export { type EnqueuedSync, enqueueSync, type EnqueueSyncInput } from './sync/enqueue-sync.ts';
export type { JobRecord } from './sync/job-record.ts';
export { recoverAbandoned } from './sync/recover-abandoned.ts';
export { runJob, type RunJobOptions } from './sync/run-job.ts';
export { scheduleDue } from './sync/schedule-due.ts';
export { startWorker, type Worker, type WorkerOptions } from './sync/start-worker.ts';
export type { JobEnding, OnProgress, SyncProgress } from './sync/sync-progress.ts';
export { tick, type TickReport } from './sync/tick.ts';
export { importFxRates, type ImportedRates } from './imports/import-fx-rates.ts';
export type { ImportFileInput } from './imports/file-target.ts';
export { type ImportPreview, previewImport } from './imports/preview-import.ts';
export { type ImportedFile, type ImportProgress, runImport } from './imports/run-import.ts';
export {
  receiveWebhook,
  type ReceivedWebhook,
  type ReceiveWebhookInput,
} from './webhooks/receive-webhook.ts';
export * from './accounts/index.ts';
export * from './shops/index.ts';
export * from './reports/index.ts';
export { writeBehind } from './pages/write-behind.ts';
export { sleep } from './sync/sleep.ts';
export * from './rules/index.ts';
export * from './profiles/index.ts';
export * from './proposals/index.ts';
export * from './executions/index.ts';
export * from './caps/index.ts';
export * from './stops/index.ts';
export * from './timeline/index.ts';
export * from './notifications/index.ts';
export * from './decisions/index.ts';
