import { getExecution, listExecutions, previewUndo, undoExecutions } from '@commerce/engine';
import { pageOf } from '../contract/envelope.ts';
import {
  Execution,
  ExecutionParams,
  ExecutionsQuery,
  UndoExecutions,
  UndoResult,
} from '../contract/executions.ts';
import { endpoint } from '../endpoint/endpoint.ts';

const tag = 'Executions';

const list = endpoint({
  method: 'get',
  path: '/api/v1/executions',
  tag,
  summary: 'What was written to platforms, newest first',
  access: 'read',
  audit: { records: 'nothing', because: 'reads executions under row level security' },
  query: ExecutionsQuery,
  data: pageOf(Execution),
  errors: ['not_found'],
  handle: ({ ctx, query }) =>
    listExecutions(ctx, {
      shopId: query.shop_id,
      status: query.status,
      limit: query.limit,
      cursor: query.cursor,
    }),
});

const read = endpoint({
  method: 'get',
  path: '/api/v1/executions/{execution_id}',
  tag,
  summary: 'One write with the object before and after',
  access: 'read',
  audit: { records: 'nothing', because: 'reads an execution under row level security' },
  params: ExecutionParams,
  data: Execution,
  errors: ['not_found'],
  handle: ({ ctx, params }) => getExecution(ctx, { executionId: params.execution_id }),
});

const undo = endpoint({
  method: 'post',
  path: '/api/v1/executions/undo',
  tag,
  summary: 'Take back executions, by id or everything since an instant',
  description:
    'With `preview` nothing is done and every candidate says whether it can be taken back. Without it each is ' +
    'taken back through the same checks as any other change, newest first.',
  access: 'write',
  audit: { records: ['execution.undo', 'proposal.execute'] },
  limit: 'decision',
  body: UndoExecutions,
  data: UndoResult,
  errors: ['not_found'],
  async handle({ ctx, body }) {
    const which = { shopId: body.shop_id, executionIds: body.execution_ids, since: body.since };
    return body.preview
      ? { candidates: await previewUndo(ctx, which), members: [] }
      : { candidates: [], members: await undoExecutions(ctx, which) };
  },
});

export const executionEndpoints = [list, undo, read];
