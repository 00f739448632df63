export { type LogLevel, loadConfig, type ServerConfig } from './config.ts';
export { type Variable, type VariableName, VARIABLES } from './variables.ts';
export { tolerateClosedPipes } from './closed-pipes.ts';
export { EXIT } from './exit-codes.ts';
export { OperatorError } from './operator-error.ts';
export { createLog, type ServerLog } from './log/create-log.ts';
export { redactText } from './log/redact.ts';
export { PLATFORMS, type Runtime } from './runtime/create-runtime.ts';
export { unusableDataDir } from './runtime/data-directory.ts';
export { loadMasterKeys, type LoadedKeys } from './runtime/master-keys.ts';
export {
  type OpenedDatabase,
  openDatabase,
  type OpenDatabaseOptions,
} from './runtime/open-database.ts';
export { openRuntime, type OpenRuntimeOptions } from './runtime/open-runtime.ts';
export { forgetDemo, readDemo, storyIsOpen } from './demo/demo-file.ts';
export { seedDemo } from './demo/seed-demo.ts';
export { startWorld, type RunningWorld } from './simulators/start-world.ts';
export type { World, WorldSettings } from './simulators/world-settings.ts';
export type { DemoWish } from './start/choose-demo.ts';
export { heldMessage } from './start/held-message.ts';
export { createProgress, type Progress } from './start/progress.ts';
export { readRunning, type Running } from './start/running-file.ts';
export { runStart } from './start/run-start.ts';
export {
  refuseTakenPort,
  startServer,
  type StartedServer,
  type StartOptions,
} from './start/start-server.ts';
export { createTeardown, type Teardown } from './start/teardown.ts';
export { tellFailure } from './start/tell-failure.ts';
export { untilStopped } from './start/until-stopped.ts';
export { serveWeb } from './hosted/serve-web.ts';
export { holdTrialChat, type TrialChat } from './telegram/trial-chat.ts';
export { runBot, webOriginOf } from './hosted/run-bot.ts';
export { runWorker } from './hosted/run-worker.ts';
export { VERSION } from './http/serve.ts';
