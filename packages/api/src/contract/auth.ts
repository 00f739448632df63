import { z } from '@hono/zod-openapi';
import { Instant } from './primitives.ts';

export const SignIn = z
  .object({ email: z.email().max(254), password: z.string().min(1).max(128) })
  .openapi('SignIn');
export const SignInWithLink = z
  .object({ token: z.string().min(20).max(200) })
  .openapi('SignInWithLink');
export const Refresh = z
  .object({ refresh_token: z.string().max(200).optional() })
  .openapi('Refresh');
export const SetPassword = z
  .object({
    current_password: z.string().max(128).optional(),
    new_password: z.string().min(8).max(128),
  })
  .openapi('SetPassword');

/** The web keeps both tokens in httpOnly cookies; other clients take them from here. */
export const Tokens = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_at: Instant,
    refresh_token: z.string(),
    refresh_expires_at: Instant,
  })
  .openapi('Tokens');

export const Me = z
  .object({
    id: z.uuid(),
    email: z.string(),
    display_name: z.string(),
    role: z.enum(['AGENCY_OWNER', 'AGENCY_STAFF', 'STORE_USER']),
    locale: z.enum(['ko', 'en']),
    has_password: z.boolean(),
    agency: z.object({ id: z.uuid(), name: z.string() }),
  })
  .openapi('Me');

export const CreateApiKey = z
  .object({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(z.enum(['read', 'propose', 'write'])).min(1),
    expires_at: Instant.optional(),
  })
  .openapi('CreateApiKey');
export const ApiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    expires_at: Instant.nullable(),
    last_used_at: Instant.nullable(),
    created_at: Instant,
  })
  .openapi('ApiKey');
/** `key` is shown once and never again. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() }).openapi('CreatedApiKey');

/** What is left out stays as it is. */
export const UpdateMe = z
  .object({
    display_name: z.string().trim().max(100).optional(),
    locale: z.enum(['ko', 'en']).optional(),
  })
  .openapi('UpdateMe');

/** For calls that have nothing to say but that they happened. */
export const Done = z.object({ done: z.literal(true) }).openapi('Done');
