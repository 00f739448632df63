import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { envelopeSchema, operationSchema } from './schemas.ts';

const operations = JSON.parse(
  readFileSync(new URL('./fixtures/bulk-operations.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

describe('the wire', () => {
  it.each(Object.keys(operations))('has a bulk operation that is %s', (status) => {
    expect(operationSchema.parse(operations[status])).toMatchObject({ status });
  });

  it('sends counts as text, which are numbers here', () => {
    expect(operationSchema.parse(operations.COMPLETED)).toMatchObject({
      objectCount: 61,
      rootObjectCount: 10,
      fileSize: 39_460,
    });
    expect(
      operationSchema.safeParse({ ...(operations.COMPLETED as object), objectCount: 'many' })
        .success,
    ).toBe(false);
  });

  it('says errors as a list or as a bare text, with and without data', () => {
    for (const answer of [
      { data: {} },
      { errors: 'refused' },
      { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }] },
    ]) {
      expect(envelopeSchema.safeParse(answer).success).toBe(true);
    }
    expect(envelopeSchema.safeParse({ errors: 7 }).success).toBe(false);
  });
});
