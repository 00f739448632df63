import type pg from 'pg';
import { MigrationError } from './migration-error.ts';

const roles = ['anon', 'authenticated', 'service_role'];

/**
 * What a Supabase project has before its first migration and a plain server lacks: three roles and
 * the functions of schema auth. Does nothing where they exist. Runs inside the caller's transaction.
 */
export async function bootstrap(client: pg.ClientBase): Promise<void> {
  const missing = await missingRoles(client);
  if (missing.length > 0) await createRoles(client, missing);
  await client.query(joinAuthenticated);
  await client.query(authFunctions);
}

async function missingRoles(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ role: string }>(
    'select role from unnest($1::text[]) as role where to_regrole(role) is null',
    [roles],
  );
  return rows.map((row) => row.role);
}

async function createRoles(client: pg.ClientBase, missing: string[]): Promise<void> {
  await client.query('savepoint roles');
  try {
    await client.query(missing.map(createRole).join('\n'));
    await client.query('release savepoint roles');
  } catch (error) {
    await client.query('rollback to savepoint roles');
    throw new MigrationError(
      'roles_missing',
      `The database has no role ${missing.join(', ')} and this login may not create roles. ` +
        'Nothing was changed. Ask an administrator to run, then try again: ' +
        `${missing.map((role) => `create role ${role} nologin noinherit;`).join(' ')} ` +
        'grant authenticated to <this login>;',
      { cause: error },
    );
  }
}

/**
 * Only a superuser may give bypassrls; without it the worker, as owner of the tables, still works.
 * Roles belong to the whole server, so a runner on another database may create them meanwhile.
 */
function createRole(role: string): string {
  const plain = `create role ${role} nologin noinherit`;
  const full = role === 'service_role' ? `${plain} bypassrls` : plain;
  return `do $$ begin
    begin
      ${full};
    exception when insufficient_privilege then
      ${plain};
    end;
  exception when duplicate_object or unique_violation then
    null;
  end $$;`;
}

/** A login that is not superuser must be a member to take the role for a request. */
const joinAuthenticated = `do $$ begin
  if not pg_has_role(current_user, 'authenticated', 'member') then
    execute format('grant authenticated to %I', current_user);
  end if;
end $$;`;

const authFunctions = `do $$ begin
  if to_regnamespace('auth') is not null then return; end if;
  create schema auth;
  execute $f$create function auth.jwt() returns jsonb language sql stable as $b$
    select nullif(current_setting('request.jwt.claims', true), '')::jsonb $b$ $f$;
  execute $f$create function auth.uid() returns uuid language sql stable as $b$
    select (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid $b$ $f$;
  execute $f$create function auth.role() returns text language sql stable as $b$
    select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role' $b$ $f$;
  grant usage on schema auth to public;
exception when insufficient_privilege then
  null;
end $$;`;
