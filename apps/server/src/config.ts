import { resolve } from 'node:path';
import type { ExecutionMode } from '@commerce/core';
import { z } from 'zod';
import { EXIT } from './exit-codes.ts';
import { isLoopback } from './http/address.ts';
import { OperatorError } from './operator-error.ts';
import type { VariableName } from './variables.ts';

export type DatabaseSettings =
  | { kind: 'embedded' }
  | { kind: 'hosted'; url: string; directUrl: string };

export type AuthSettings =
  | { mode: 'local' }
  | { mode: 'supabase'; issuer: string; jwtSecret: string | null; jwksUrl: string | null };

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Everything that is decided outside the program, checked and in plain values. */
export interface ServerConfig {
  /** Absolute. */
  dataDir: string;
  host: string;
  /** 0: a free one. */
  port: number;
  database: DatabaseSettings;
  redisUrl: string | null;
  auth: AuthSettings;
  /** Text in the form of COMMERCE_MASTER_KEYS, or the file that holds it. */
  masterKeys: { text: string } | { file: string };
  maxStalenessMinutes: number;
  syncIntervalMinutes: number;
  workerConcurrency: number;
  publicOrigin: string | null;
  allowedHosts: readonly string[] | 'any';
  corsOrigins: readonly string[];
  /** null: the command's own default. */
  logLevel: LogLevel | null;
  trustProxy: boolean;
  demoHistoryDays: number;
  /** Who executes changes of ads. */
  executionMode: ExecutionMode;
  /** Absolute; null: the limits kept in the database. */
  capsFile: string | null;
  /** Commands make the demo workspace when there is none. */
  demoMode: boolean;
  telegram: TelegramSettings | null;
}

export interface TelegramSettings {
  token: string;
  allowedChatId: number | null;
  /** Without a slash at its end; null: Telegram's own. */
  apiRoot: string | null;
}

const url = (protocols: RegExp, what: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.test(new URL(text).protocol), {
    message: `is not ${what}`,
  });
const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'is not a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, {
      message: `is not between ${least} and ${most}`,
    });
const minutes = (most: number) =>
  z
    .string()
    .regex(/^\d{1,5}(\.\d{1,3})?$/, 'is not a number of minutes')
    .transform(Number)
    .refine((value) => value > 0 && value <= most, { message: `is not between 0 and ${most}` });
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);
const yesOrNo = z
  .enum(['true', 'false', '1', '0'], 'is neither true nor false')
  .default('false')
  .transform((text) => text === 'true' || text === '1');
/** The token is in the address of every call: it may only travel encrypted, or within this machine. */
const isPrivateRoot = (text: string): boolean => {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || isLoopback(hostname.replace(/^\[|\]$/g, ''));
};
const postgresUrl = url(/^postgres(ql)?:$/, 'a postgres:// address');
const webUrl = url(/^https?:$/, 'an http:// or https:// address');

const schema = z.object({
  COMMERCE_DATA_DIR: z.string().default('./.commerce'),
  HOST: z.string().default('127.0.0.1'),
  PORT: whole(0, 65_535).default(8010),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_URL_DIRECT: postgresUrl.optional(),
  REDIS_URL: url(/^rediss?:$/, 'a redis:// or rediss:// address').optional(),
  AUTH_MODE: z.enum(['local', 'supabase'], 'is neither local nor supabase').default('local'),
  SUPABASE_URL: webUrl.optional(),
  SUPABASE_JWT_SECRET: z.string().min(32, 'is shorter than 32 characters').optional(),
  SUPABASE_JWKS_URL: webUrl.optional(),
  COMMERCE_MASTER_KEYS: z.string().optional(),
  COMMERCE_MASTER_KEY_FILE: z.string().optional(),
  MAX_STALENESS_MINUTES: minutes(1440).default(15),
  SYNC_INTERVAL_MINUTES: minutes(720).default(5),
  WORKER_CONCURRENCY: whole(1, 64).default(4),
  PUBLIC_URL: webUrl.optional(),
  ALLOWED_HOSTS: list.default([]),
  CORS_ORIGINS: list
    .refine(
      (origins) => origins.every((text) => URL.canParse(text)),
      'holds an entry that is no origin',
    )
    .default([]),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'is not debug, info, warn, error or silent')
    .optional(),
  TRUST_PROXY: yesOrNo,
  DEMO_HISTORY_DAYS: whole(7, 1100).default(180),
  ADS_EXECUTION_MODE: z
    .enum(['manual', 'auto_low_risk'], 'is neither manual nor auto_low_risk')
    .default('manual'),
  ADS_CAPS_FILE: z.string().optional(),
  ADS_DEMO_MODE: yesOrNo,
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d{5,12}:[\w-]{30,50}$/, 'is not a token as @BotFather gives it')
    .optional(),
  TELEGRAM_ALLOWED_CHAT_ID: z
    .string()
    .regex(/^-?[1-9]\d{0,14}$/, 'is not the number of a chat')
    .transform(Number)
    .optional(),
  TELEGRAM_API_ROOT: webUrl
    .refine(isPrivateRoot, 'must be https, or http on this machine')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
} satisfies Record<VariableName, z.ZodType>);

type Settings = z.output<typeof schema>;

/**
 * Reads the settings from the environment. An empty variable counts as absent.
 * @throws OperatorError naming everything that is wrong at once, never a secret's value
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env) {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const text = env[name]?.trim();
      return text ? [[name, text]] : [];
    }),
  );
  const parsed = schema.safeParse(given);
  const problems = parsed.success
    ? contradictions(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  if (!parsed.success || problems.length > 0) {
    throw new OperatorError(
      `These settings are not right, so nothing was started:\n${problems
        .map((problem) => `  - ${problem}`)
        .join('\n')}\nCorrect them in the environment; docs/ENV_SPEC.md describes each.`,
      { exitCode: EXIT.usage },
    );
  }
  return toConfig(parsed.data);
}

function contradictions(settings: Settings): string[] {
  const problems: string[] = [];
  if (settings.AUTH_MODE === 'supabase' && !settings.SUPABASE_URL) {
    problems.push('SUPABASE_URL is needed when AUTH_MODE is supabase');
  }
  if (settings.COMMERCE_MASTER_KEYS && settings.COMMERCE_MASTER_KEY_FILE) {
    problems.push('COMMERCE_MASTER_KEYS and COMMERCE_MASTER_KEY_FILE are both set; keep one');
  }
  if (
    settings.DATABASE_URL &&
    !settings.COMMERCE_MASTER_KEYS &&
    !settings.COMMERCE_MASTER_KEY_FILE
  ) {
    problems.push(
      'COMMERCE_MASTER_KEYS or COMMERCE_MASTER_KEY_FILE is needed with DATABASE_URL, the same for every process; ' +
        "make a key with: node -p \"'k1:' + crypto.randomBytes(32).toString('base64')\"",
    );
  }
  if (settings.DATABASE_URL_DIRECT && !settings.DATABASE_URL) {
    problems.push('DATABASE_URL_DIRECT is set without DATABASE_URL');
  }
  for (const name of ['TELEGRAM_ALLOWED_CHAT_ID', 'TELEGRAM_API_ROOT'] as const) {
    if (settings[name] !== undefined && !settings.TELEGRAM_BOT_TOKEN) {
      problems.push(`${name} is set without TELEGRAM_BOT_TOKEN`);
    }
  }
  if (settings.SYNC_INTERVAL_MINUTES * 2 > settings.MAX_STALENESS_MINUTES) {
    problems.push(
      `SYNC_INTERVAL_MINUTES (${settings.SYNC_INTERVAL_MINUTES}) is more than half of ` +
        `MAX_STALENESS_MINUTES (${settings.MAX_STALENESS_MINUTES}), so data would get stale`,
    );
  }
  return problems;
}

function toConfig(settings: Settings): ServerConfig {
  const dataDir = resolve(settings.COMMERCE_DATA_DIR);
  const { DATABASE_URL: databaseUrl, COMMERCE_MASTER_KEYS: keys } = settings;
  return {
    dataDir,
    host: settings.HOST,
    port: settings.PORT,
    database: databaseUrl
      ? {
          kind: 'hosted',
          url: databaseUrl,
          directUrl: settings.DATABASE_URL_DIRECT ?? databaseUrl,
        }
      : { kind: 'embedded' },
    redisUrl: settings.REDIS_URL ?? null,
    auth: authSettings(settings),
    masterKeys: keys
      ? { text: keys }
      : { file: resolve(settings.COMMERCE_MASTER_KEY_FILE ?? `${dataDir}/master.key`) },
    maxStalenessMinutes: settings.MAX_STALENESS_MINUTES,
    syncIntervalMinutes: settings.SYNC_INTERVAL_MINUTES,
    workerConcurrency: settings.WORKER_CONCURRENCY,
    publicOrigin: settings.PUBLIC_URL ? new URL(settings.PUBLIC_URL).origin : null,
    allowedHosts: settings.ALLOWED_HOSTS.includes('*') ? 'any' : settings.ALLOWED_HOSTS,
    corsOrigins: settings.CORS_ORIGINS.map((origin) => new URL(origin).origin),
    logLevel: settings.LOG_LEVEL ?? null,
    trustProxy: settings.TRUST_PROXY,
    demoHistoryDays: settings.DEMO_HISTORY_DAYS,
    executionMode: settings.ADS_EXECUTION_MODE,
    capsFile: settings.ADS_CAPS_FILE ? resolve(settings.ADS_CAPS_FILE) : null,
    demoMode: settings.ADS_DEMO_MODE,
    telegram: telegramSettings(settings),
  };
}

function telegramSettings(settings: Settings): TelegramSettings | null {
  const { TELEGRAM_BOT_TOKEN: token } = settings;
  if (token === undefined) return null;
  return {
    token,
    allowedChatId: settings.TELEGRAM_ALLOWED_CHAT_ID ?? null,
    apiRoot: settings.TELEGRAM_API_ROOT ?? null,
  };
}

function authSettings(settings: Settings): AuthSettings {
  if (settings.AUTH_MODE === 'local' || !settings.SUPABASE_URL) return { mode: 'local' };
  const issuer = `${new URL(settings.SUPABASE_URL).origin}/auth/v1`;
  const jwtSecret = settings.SUPABASE_JWT_SECRET ?? null;
  const published = jwtSecret === null ? `${issuer}/.well-known/jwks.json` : null;
  return {
    mode: 'supabase',
    issuer,
    jwtSecret,
    jwksUrl: settings.SUPABASE_JWKS_URL ?? published,
  };
}

/** Tells the web app, which runs in this process, where the API is. To be called before Next loads. */
export function handOverToWeb(apiOrigin: string): void {
  Object.assign(process.env, {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    COMMERCE_API_ORIGIN: apiOrigin,
  });
}
