import type { Trx } from '@commerce/db';

/** Two changes of a person's default shop take turns: there is one default at most. */
export async function lockPerson(trx: Trx, userId: string): Promise<void> {
  await trx
    .selectFrom('app_dashboard.users')
    .select('id')
    .where('id', '=', userId)
    .forUpdate()
    .execute();
}
