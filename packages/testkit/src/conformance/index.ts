export {
  type ConformanceInput,
  describePlatformConformance,
} from './describe-platform-conformance.ts';
export type { Failure, Figures, PlatformSubject, SimulatedAccount } from './platform-subject.ts';
export { countFacts, FACT_TABLES, snapshot, type Snapshot } from './snapshot.ts';
