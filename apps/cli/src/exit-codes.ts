import { EXIT } from '@commerce/server';

/** How the command ends; docs/OPERATIONS.md says the same to operators. */
export const CLI_EXIT = {
  ...EXIT,
  /** The file or the data in it cannot be used; nothing was stored. */
  badData: 3,
  /** Done as far as possible; a person must look: reconnect an account, compare a total. */
  attention: 4,
} as const;

export type ExitCode = (typeof CLI_EXIT)[keyof typeof CLI_EXIT];
