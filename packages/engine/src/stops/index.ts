export { engageStop, type EngageStopInput } from './engage-stop.ts';
export { releaseStop } from './release-stop.ts';
export { stopStatus, type StopStatus, type WriteStop } from './stop-status.ts';
