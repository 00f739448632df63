import { createTestDatabase } from '@commerce/db/testing';

/** Builds the template database once, before test files that all need it start side by side. */
export default async function setup(): Promise<void> {
  const database = await createTestDatabase();
  await database.close();
}
