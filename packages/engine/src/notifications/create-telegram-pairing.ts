import { randomInt } from 'node:crypto';
import { withSystem } from '@commerce/db';
import { hashToken } from '../accounts/random-token.ts';
import { requirePerson } from '../accounts/read-only.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';

const LIFE_MINUTES = 10;
/** Crockford's base 32: ten letters are 50 bits. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;

/**
 * A code that pairs one chat with who asks, once and within ten minutes: they send `/start <code>` to the bot.
 * The person's earlier codes stop working. `expires_at` is an ISO instant.
 * @throws AppError `forbidden` for API keys, `unauthenticated`
 */
export async function createTelegramPairing(
  ctx: EngineContext,
): Promise<{ code: string; expires_at: string }> {
  const person = requirePerson(ctx.actor);
  const now = ctx.now();
  const expiresAt = new Date(now.getTime() + LIFE_MINUTES * 60_000);
  const code = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  await withSystem(ctx.db, async (trx) => {
    await trx
      .deleteFrom('app_dashboard.telegram_pairings')
      .where((eb) => eb.or([eb('user_id', '=', person.id), eb('expires_at', '<', now)]))
      .execute();
    await trx
      .insertInto('app_dashboard.telegram_pairings')
      .values({
        code_hash: hashToken(code),
        agency_id: person.agencyId,
        user_id: person.id,
        expires_at: expiresAt,
        created_at: now,
      })
      .execute();
    await recordAudit(trx, ctx, {
      action: 'telegram_pairing.create',
      shopId: null,
      targetType: 'user',
      targetId: person.id,
    });
  });
  return { code, expires_at: expiresAt.toISOString() };
}
