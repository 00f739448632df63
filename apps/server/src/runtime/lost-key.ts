import type { Db } from '@commerce/db';

/**
 * What to say after a new key file was made for a database whose credentials were sealed with another one; null
 * when it holds none.
 */
export async function lostKeyHint(db: Db, createdFile: string): Promise<string | null> {
  const { accounts } = await db
    .selectFrom('app_dashboard.shop_credentials')
    .select(({ fn }) => fn.count<string>('connector_id').distinct().as('accounts'))
    .executeTakeFirstOrThrow();
  const count = Number(accounts);
  if (count === 0) return null;
  const [sealed, them] = count === 1 ? ['1 account are', 'it'] : [`${count} accounts are`, 'them'];
  return (
    `The credentials of ${sealed} sealed with another master key, which is not there. Stop now and put it back as ` +
    `${createdFile} before anything is connected; when it is lost, connect ${them} again. All figures stay as they are`
  );
}
