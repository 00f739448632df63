import { type Action, type JsonObject, PlatformError } from '@commerce/core';
import { z } from 'zod';
import type { PlatformActions, WriteReceipt } from '../platform/actions.ts';
import type { Connection } from '../platform/connection.ts';
import { currencyOf, objectId, readLive } from './actions-live.ts';
import { API_VERSION } from './api-version.ts';
import { createGraph, SHORT } from './client.ts';
import { parseJson } from './json.ts';
import { type MinorBudget, toMinor } from './minor-units.ts';
import { refusedError } from './write-errors.ts';

/** What is written to an object: exactly one of them. */
type Fields =
  | { status: 'PAUSED' | 'ACTIVE' }
  | { daily_budget: MinorBudget }
  | { lifetime_budget: MinorBudget };

const answerSchema = z.looseObject({ success: z.boolean() });

/** Pause, resume and budgets of campaigns, ad sets and ads. Source: Marketing API, updating objects, read 2026-11. */
export const actions: PlatformActions = {
  kinds: ['pause', 'resume', 'set_daily_budget', 'set_lifetime_budget'],
  levels: ['campaign', 'adset', 'ad'],
  read: readLive,
  preview,
  execute,
  describe: (connection, action) => ({
    method: 'POST',
    path: `/${API_VERSION}/${objectId(action)}`,
    body: { ...fieldsOf(connection, action) },
  }),
};

/** `validate_only` answers as the write would, without doing it. */
async function preview(connection: Connection, action: Action): Promise<void> {
  const params = {
    ...fieldsOf(connection, action),
    execution_options: JSON.stringify(['validate_only']),
  };
  const graph = createGraph(connection, undefined, SHORT);
  const { success } = await graph
    .post(objectId(action), params, answerSchema)
    .catch((error: unknown) => {
      throw refusedError(error) ?? error;
    });
  if (!success) throw refusal();
}

async function execute(connection: Connection, action: Action): Promise<WriteReceipt> {
  const request = actions.describe(connection, action);
  const params = { ...fieldsOf(connection, action) };
  const graph = createGraph(connection);
  const { value, raw } = await graph.write(objectId(action), params, answerSchema);
  if (!value.success) throw refusal();
  return { request, response: parseJson(raw) as JsonObject };
}

const refusal = () =>
  new PlatformError('invalid_request', 'Meta answered that it did not make the change', {
    platformCode: 'success_false',
  });

/** @throws AppError when the amount is not one of the account: see `toMinor` */
function fieldsOf(connection: Connection, action: Action): Fields {
  switch (action.kind) {
    case 'pause':
      return { status: 'PAUSED' };
    case 'resume':
      return { status: 'ACTIVE' };
    case 'set_daily_budget':
      return { daily_budget: toMinor(action.budget, currencyOf(connection)) };
    case 'set_lifetime_budget':
      return { lifetime_budget: toMinor(action.budget, currencyOf(connection)) };
  }
}
