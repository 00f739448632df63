/** One environment variable, as docs/ENV_SPEC.md shows it. */
export interface Variable {
  meaning: string;
  /** As text, or a word for what happens without it. */
  default: string;
  example: string;
  secret?: true;
}

/** Every variable the server and the CLI read. */
export const VARIABLES = {
  COMMERCE_DATA_DIR: {
    meaning:
      'Where the embedded database, its key file and the demo’s settings are kept. Created when missing.',
    default: './.commerce',
    example: '/var/lib/commerce',
  },
  HOST: {
    meaning:
      'Address to listen on. Anything but loopback is refused until an owner has a password or AUTH_MODE is supabase.',
    default: '127.0.0.1',
    example: '0.0.0.0',
  },
  PORT: {
    meaning: 'Port of the web app and the API; 0 takes a free one.',
    default: '8010',
    example: '8080',
  },
  DATABASE_URL: {
    meaning:
      'Postgres server to use instead of the embedded database. Several processes may then run at once.',
    default: 'embedded database',
    example: 'postgres://commerce:…@db.example:6543/postgres',
    secret: true,
  },
  DATABASE_URL_DIRECT: {
    meaning:
      'Direct or session connection for migrations, where DATABASE_URL is a transaction pooler (port 6543).',
    default: 'DATABASE_URL',
    example: 'postgres://commerce:…@db.example:5432/postgres',
    secret: true,
  },
  REDIS_URL: {
    meaning:
      'Redis that several web processes share their rate limits through. While it cannot be reached each process counts for itself.',
    default: 'counted per process',
    example: 'redis://redis.example:6379/0',
    secret: true,
  },
  AUTH_MODE: {
    meaning:
      '`local`: accounts of our own with passwords and sign-in links. `supabase`: people come with Supabase’s tokens.',
    default: 'local',
    example: 'supabase',
  },
  SUPABASE_URL: {
    meaning: 'The Supabase project people sign in to; needed when AUTH_MODE is supabase.',
    default: 'none',
    example: 'https://abcdefgh.supabase.co',
  },
  SUPABASE_JWT_SECRET: {
    meaning: 'The project’s shared JWT secret, for projects that still sign with HS256.',
    default: 'public keys are used',
    example: '(at least 32 characters)',
    secret: true,
  },
  SUPABASE_JWKS_URL: {
    meaning: 'Where the project publishes its signing keys.',
    default: 'SUPABASE_URL + /auth/v1/.well-known/jwks.json, unless SUPABASE_JWT_SECRET is set',
    example: 'https://abcdefgh.supabase.co/auth/v1/.well-known/jwks.json',
  },
  COMMERCE_MASTER_KEYS: {
    meaning:
      'Keys that encrypt the platforms’ credentials, `id:base64 of 32 bytes`, separated by commas; the first is the active one. With DATABASE_URL either this or COMMERCE_MASTER_KEY_FILE is required.',
    default: 'the key file',
    example: 'k2:…,k1:…',
    secret: true,
  },
  COMMERCE_MASTER_KEY_FILE: {
    meaning:
      'File (mode 0600) that holds the keys in the same form. On a laptop it is made on the first start.',
    default: 'master.key in COMMERCE_DATA_DIR',
    example: '/run/secrets/commerce-master-key',
  },
  MAX_STALENESS_MINUTES: {
    meaning: 'An account whose last successful sync is older counts as stale.',
    default: '15',
    example: '30',
  },
  SYNC_INTERVAL_MINUTES: {
    meaning:
      'How often the scheduler looks for accounts that are due; at most half of MAX_STALENESS_MINUTES.',
    default: '5',
    example: '2',
  },
  WORKER_CONCURRENCY: {
    meaning: 'Sync jobs a worker process runs at once.',
    default: '4',
    example: '8',
  },
  PUBLIC_URL: {
    meaning:
      'The address people use, when a proxy or a name of yours stands before the server. With https, cookies are marked Secure.',
    default: 'the address listened on',
    example: 'https://commerce.example',
  },
  ALLOWED_HOSTS: {
    meaning:
      'Host names the server answers to besides localhost, HOST and that of PUBLIC_URL, separated by commas; `*` for any.',
    default: 'none',
    example: 'commerce.internal,10.0.0.5',
  },
  CORS_ORIGINS: {
    meaning: 'Web origins whose scripts may call the API with a bearer token, separated by commas.',
    default: 'none',
    example: 'https://tools.example',
  },
  LOG_LEVEL: {
    meaning: 'Least important messages to write: debug, info, warn, error or silent.',
    default: 'warn for `start`, info for `web` and `worker`',
    example: 'debug',
  },
  TRUST_PROXY: {
    meaning:
      'true: believe the last X-Forwarded-For. Only when every request comes through a proxy of yours.',
    default: 'false',
    example: 'true',
  },
  DEMO_HISTORY_DAYS: {
    meaning:
      'Days of history a new demo workspace gets (7 to 1100). An existing demo keeps its own. More days take longer to arrive.',
    default: '180',
    example: '90',
  },
  ADS_EXECUTION_MODE: {
    meaning:
      '`manual`: a person approves and executes every change of ads. `auto_low_risk`: what rules propose with low risk and without need of approval is executed by itself, within the caps.',
    default: 'manual',
    example: 'auto_low_risk',
  },
  ADS_CAPS_FILE: {
    meaning:
      'JSON file of the limits of live writes, `{"shops": {"<shop id or *>": {"meta": {"KRW": {…}}}}}`. It then is the only source of them. Without an entry for a platform and currency nothing is written there.',
    default: 'the limits saved in the web app',
    example: '/etc/commerce/caps.json',
  },
  ADS_DEMO_MODE: {
    meaning:
      'true: commands that do what is due, like `commerce tick`, make the demo workspace when there is none, and work on it.',
    default: 'false',
    example: '1',
  },
  TELEGRAM_BOT_TOKEN: {
    meaning:
      'Token of your bot, from @BotFather. With it `start`, `worker` and `bot` run the Telegram bot; one process at a time asks Telegram.',
    default: 'no bot',
    example: '(number):(35 letters)',
    secret: true,
  },
  TELEGRAM_ALLOWED_CHAT_ID: {
    meaning:
      'The only chat the bot listens to. A private chat acts as the agency’s owner without a pairing code.',
    default: 'chats that were paired with a code',
    example: '123456789',
  },
  TELEGRAM_API_ROOT: {
    meaning: 'Another Bot API server: https, or http on this machine.',
    default: 'https://api.telegram.org',
    example: 'http://127.0.0.1:8081',
  },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof VARIABLES;
