import { decisionTools } from './decisions.ts';
import { proposeActionTool } from './propose-action.ts';
import { recordTools } from './records.ts';
import { reportTools } from './reports.ts';
import { ruleTools } from './rules.ts';
import type { Tool } from './tool.ts';

/** Everything an AI can do here. None of it approves, executes, undoes or loosens anything. */
export const TOOLS: readonly Tool[] = [
  ...reportTools,
  ...ruleTools,
  ...decisionTools,
  ...recordTools,
  proposeActionTool,
];
