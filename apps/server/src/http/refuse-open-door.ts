import type { Db } from '@commerce/db';
import type { ServerConfig } from '../config.ts';
import { EXIT } from '../exit-codes.ts';
import { OperatorError } from '../operator-error.ts';
import { isLoopback } from './address.ts';

/**
 * Others may only be let in once people can sign in properly.
 * @throws OperatorError when the server would listen beyond this machine and no owner has a password
 */
export async function refuseOpenDoor(config: ServerConfig, db: Db): Promise<void> {
  if (isLoopback(config.host) || config.auth.mode === 'supabase') return;
  const owner = await db
    .selectFrom('app_dashboard.users')
    .select('id')
    .where('role', '=', 'AGENCY_OWNER')
    .where('password_hash', 'is not', null)
    .where('disabled_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (owner) return;
  throw new OperatorError(
    `HOST=${config.host} lets other machines reach this server, but no owner has a password yet. It was not ` +
      'started. Set one first: npm run commerce -- users set-password — or set AUTH_MODE=supabase, or leave HOST at 127.0.0.1.',
    { exitCode: EXIT.usage },
  );
}
