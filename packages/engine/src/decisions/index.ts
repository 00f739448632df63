export { type DecisionsReport, runDecisions } from './run-decisions.ts';
