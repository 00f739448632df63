import type { Role } from '@commerce/core';
import type { Db } from '@commerce/db';
import { isRowId } from '../access/require-shop.ts';
import type { Actor } from '../context.ts';

/** A person as sign-in works with them. */
export interface UserRecord {
  id: string;
  agencyId: string;
  email: string;
  displayName: string;
  role: Role;
  locale: 'ko' | 'en';
  passwordHash: string | null;
}

/** E-mail addresses are compared in this form. */
export const normalEmail = (email: string): string => email.trim().normalize('NFKC').toLowerCase();

/** Somebody who may sign in; disabled people are not found. */
export async function findUser(
  db: Db,
  by: { id: string } | { email: string } | { subject: string },
): Promise<UserRecord | null> {
  if ('id' in by && !isRowId(by.id)) return null;
  const row = await db
    .selectFrom('app_dashboard.users')
    .select(['id', 'agency_id', 'email', 'display_name', 'role', 'locale', 'password_hash'])
    .where('disabled_at', 'is', null)
    .$if('id' in by, (query) => query.where('id', '=', (by as { id: string }).id))
    .$if('email' in by, (query) => query.where('email', '=', (by as { email: string }).email))
    .$if('subject' in by, (query) =>
      query.where('auth_subject', '=', (by as { subject: string }).subject),
    )
    .executeTakeFirst();
  return row
    ? {
        id: row.id,
        agencyId: row.agency_id,
        email: row.email,
        displayName: row.display_name,
        role: row.role,
        locale: row.locale,
        passwordHash: row.password_hash,
      }
    : null;
}

/** The person as the one who acts. `scopes` null: everything the role allows. */
export function userActor(
  user: Pick<UserRecord, 'id' | 'agencyId' | 'role'> &
    Partial<Pick<UserRecord, 'displayName' | 'email'>>,
  request: Pick<Actor, 'requestId' | 'ip'>,
): Actor & { user: NonNullable<Actor['user']> } {
  const name = user.displayName || user.email;
  return {
    ...originOf(request),
    type: 'user',
    id: user.id,
    ...(name && { name }),
    user: { id: user.id, agencyId: user.agencyId, role: user.role, scopes: null },
  };
}

/** Where a request came from, for the audit log. */
export const originOf = ({
  requestId,
  ip,
}: Pick<Actor, 'requestId' | 'ip'>): Pick<Actor, 'requestId' | 'ip'> => ({
  ...(requestId === undefined ? {} : { requestId }),
  ...(ip === undefined ? {} : { ip }),
});
