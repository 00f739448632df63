export { executeAutomatic } from './execute-automatic.ts';
export { executeProposals, type ExecuteProposalsInput } from './execute-proposals.ts';
export { getExecution, listExecutions, type ListExecutionsInput } from './list-executions.ts';
export { judgeOutcomes } from './judge-outcomes.ts';
export { previewUndo } from './preview-undo.ts';
export { resumeExecutions, type ResumeReport } from './resume-executions.ts';
export type { UndoInput } from './undo-candidates.ts';
export { undoExecutions } from './undo-executions.ts';
