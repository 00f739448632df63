export {
  createMemoryAccount,
  type MemoryAccount,
  type MemoryAccountOptions,
} from './memory-platform.ts';
export {
  createTenant,
  type TestPerson,
  type TestTenant,
  type TenantShop,
} from './create-tenant.ts';
export { createTestClock, type TestClock } from './test-clock.ts';
export { createTestContext, type TestContextInput } from './create-test-context.ts';
export { fingerprint, wordsOnlyOf } from './stored-rows.ts';
