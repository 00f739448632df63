/**
 * One query per section of the dump; each takes the schema names and returns one text line (or block)
 * per row. They read only what is the same on PostgreSQL 15 and later: not-null constraints (rows of
 * pg_constraint since 18) are shown with their columns, and the MAINTAIN privilege (17) is left out.
 */

const inSchemas = 'n.nspname = any($1)';
const schemaOrder = 'array_position($1, n.nspname::text)';

export const schemasQuery = `
  select format('create schema %I;', n.nspname) as line
    from pg_namespace n where ${inSchemas} order by ${schemaOrder}`;

export const constraintsQuery = `
  select format('alter table %I.%I add constraint %I %s;', n.nspname, c.relname, k.conname,
                pg_get_constraintdef(k.oid)) as line
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace
   where ${inSchemas} and k.contype in ('p', 'u', 'f', 'c', 'x')
   order by ${schemaOrder}, c.relname collate "C",
            position(k.contype::text in 'pucxf'), k.conname collate "C"`;

export const indexesQuery = `
  select pg_get_indexdef(i.indexrelid) || ';' as line
    from pg_index i
    join pg_class c on c.oid = i.indrelid
    join pg_class x on x.oid = i.indexrelid
    join pg_namespace n on n.oid = c.relnamespace
   where ${inSchemas} and not exists (select from pg_constraint k where k.conindid = i.indexrelid
                                         and k.contype in ('p', 'u', 'x'))
   order by ${schemaOrder}, c.relname collate "C", x.relname collate "C"`;

export const viewsQuery = `
  select n.nspname as schema, c.relname as name, c.relkind as kind,
         coalesce(array_to_string(c.reloptions, ', '), '') as options,
         pg_get_viewdef(c.oid, true) as definition
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
   where ${inSchemas} and c.relkind in ('v', 'm')
   order by ${schemaOrder}, c.relname collate "C"`;

export const functionsQuery = `
  select rtrim(pg_get_functiondef(p.oid), E'\\n') || ';' as line
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
   where ${inSchemas} and p.prokind in ('f', 'p')
   order by ${schemaOrder}, p.proname collate "C", pg_get_function_identity_arguments(p.oid)`;

export const triggersQuery = `
  select pg_get_triggerdef(t.oid) || ';' as line
    from pg_trigger t
    join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace
   where ${inSchemas} and not t.tgisinternal
   order by ${schemaOrder}, c.relname collate "C", t.tgname collate "C"`;

export const rowSecurityQuery = `
  select format('alter table %I.%I %s row level security;', n.nspname, c.relname,
                case when c.relforcerowsecurity then 'force' else 'enable' end) as line
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
   where ${inSchemas} and c.relkind in ('r', 'p') and c.relrowsecurity
   order by ${schemaOrder}, c.relname collate "C"`;

export const policiesQuery = `
  select concat_ws(E'\\n  ',
           format('create policy %I on %I.%I as %s for %s to %s', p.policyname, p.schemaname,
                  p.tablename, lower(p.permissive), lower(p.cmd),
                  array_to_string(array(select unnest(p.roles)::text order by 1), ', ')),
           'using (' || p.qual || ')', 'with check (' || p.with_check || ')') || ';' as line
    from pg_policies p
    join pg_namespace n on n.nspname = p.schemaname
   where ${inSchemas}
   order by ${schemaOrder}, p.tablename collate "C", p.policyname collate "C"`;

const grantee = `case when g.grantee = 0 then 'public' else g.grantee::regrole::text end`;
const privileges = `string_agg(lower(g.privilege_type), ', ' order by g.privilege_type)`;

export const grantsQuery = `
  with object (kind, rank, n, name, owner, acl) as (
    select 'schema', 0, n.oid, quote_ident(n.nspname), n.nspowner, n.nspacl from pg_namespace n
    union all
    select case c.relkind when 'S' then 'sequence' else 'table' end, 1, c.relnamespace,
           c.oid::regclass::text, c.relowner, c.relacl
      from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'S')
    union all
    select 'function', 2, p.pronamespace, p.oid::regprocedure::text, p.proowner,
           coalesce(p.proacl, acldefault('f', p.proowner))
      from pg_proc p
  )
  select format('grant %s on %s %s to %s;', ${privileges}, o.kind, o.name, ${grantee}) as line
    from object o
    join pg_namespace n on n.oid = o.n
    cross join aclexplode(o.acl) g
   where ${inSchemas} and g.grantee <> o.owner and g.privilege_type <> 'MAINTAIN'
   group by ${schemaOrder}, o.rank, o.kind, o.name, g.grantee
   order by ${schemaOrder}, o.rank, o.name collate "C", ${grantee} collate "C"`;

export const columnGrantsQuery = `
  select format('grant %s (%s) on table %I.%I to %s;', lower(g.privilege_type),
                string_agg(quote_ident(a.attname), ', ' order by a.attnum), n.nspname, c.relname,
                ${grantee}) as line
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    cross join aclexplode(a.attacl) g
   where ${inSchemas} and a.attnum > 0 and not a.attisdropped and g.grantee <> c.relowner
   group by n.nspname, c.relname, g.grantee, g.privilege_type
   order by ${schemaOrder}, c.relname collate "C", ${grantee} collate "C", g.privilege_type`;
