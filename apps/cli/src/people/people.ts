import type { Role } from '@commerce/core';
import type { EngineContext } from '@commerce/engine';
import { CommandError } from '../command-error.ts';
import { CLI_EXIT } from '../exit-codes.ts';

/** Somebody who may sign in. */
export interface Person {
  id: string;
  email: string;
  role: Role;
  agencyId: string;
  agency: string;
  displayName: string;
  hasPassword: boolean;
}

/** Everybody who may sign in, the oldest first. */
export async function allPeople(ctx: EngineContext): Promise<Person[]> {
  const rows = await ctx.db
    .selectFrom('app_dashboard.users as u')
    .innerJoin('app_dashboard.agencies as a', 'a.id', 'u.agency_id')
    .select(['u.id', 'u.email', 'u.role', 'u.display_name', 'u.password_hash', 'u.agency_id'])
    .select('a.name as agency')
    .where('u.disabled_at', 'is', null)
    .orderBy('u.created_at')
    .orderBy('u.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role,
    agencyId: row.agency_id,
    agency: row.agency,
    displayName: row.display_name,
    hasPassword: row.password_hash !== null,
  }));
}

/** @throws CommandError when nobody with this address may sign in */
export async function findPerson(ctx: EngineContext, email: string): Promise<Person> {
  const wanted = email.trim().normalize('NFKC').toLowerCase();
  const person = (await allPeople(ctx)).find((one) => one.email === wanted);
  if (person) return person;
  throw new CommandError(
    'not_found',
    `Nobody with the address ${email} may sign in; commerce users list shows who may`,
    CLI_EXIT.usage,
  );
}
