import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type GraphQLSchema, type IntrospectionQuery, buildClientSchema } from 'graphql';

/** The one Admin API version whose schema the simulator holds. */
export const API_VERSION = '2026-01';

let schema: GraphQLSchema | undefined;

/** The platform's own 2026-01 schema (introspection result without descriptions). */
export function adminSchema(): GraphQLSchema {
  if (!schema) {
    const file = new URL('../schema/admin-2026-01.json.gz', import.meta.url);
    const introspection = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'));
    schema = buildClientSchema(introspection as IntrospectionQuery, { assumeValid: true });
  }
  return schema;
}
