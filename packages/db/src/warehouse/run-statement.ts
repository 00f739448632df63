import { AppError } from '@commerce/core';
import { CompiledQuery } from 'kysely';
import type { Trx } from '../database.ts';

/** The rows that belong to one connector of one shop. */
export interface Tenant {
  shopId: string;
  connectorId: string;
}

/** Whose word a row is: the platform's own (asked for or sent to us) or a file's. */
export type StoredSource = 'api' | 'file';

/** Data exceptions (class 22: a NUL in a text, an amount out of range), missing and forbidden values. */
const unstorable = /^(22...|23502|23514)$/;

/**
 * Runs one unnamed statement.
 * @throws AppError `invalid_input` when a value cannot be stored in its column
 */
export async function runStatement<Row>(
  trx: Trx,
  text: string,
  params: readonly unknown[],
): Promise<{ rows: Row[]; affected: number }> {
  try {
    const result = await trx.executeQuery<Row>(CompiledQuery.raw(text, [...params]));
    return { rows: result.rows, affected: Number(result.numAffectedRows ?? 0) };
  } catch (error) {
    throw refusalOf(error);
  }
}

/** What a failed statement means to the caller: a value that cannot be stored, or the failure itself. */
export function refusalOf(error: unknown): unknown {
  const { code, message } = error as { code?: string; message: string };
  if (code === undefined || !unstorable.test(code)) return error;
  return new AppError(
    'invalid_input',
    `A value of this page cannot be stored (${message}); nothing of the page was written. ` +
      'The mapping of its platform has to remove or repair such values.',
    { cause: error },
  );
}
