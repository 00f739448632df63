import { createDatabase, createPool, type Db, type PoolOptions } from '@commerce/db';

export interface Statement {
  text: string;
  values: unknown[];
}

/** What `run` sends to the server, in its order. */
export async function recordStatements(
  connection: PoolOptions['connection'],
  run: (db: Db) => Promise<unknown>,
): Promise<Statement[]> {
  const statements: Statement[] = [];
  const pool = createPool({ connection, max: 1 });
  pool.on('connect', (client) => {
    const send = client.query.bind(client) as (...parts: unknown[]) => unknown;
    const record = (...parts: unknown[]): unknown => {
      const [first, second] = parts;
      const text = typeof first === 'string' ? first : (first as Statement).text;
      const values = Array.isArray(second) ? second : ((first as Statement).values ?? []);
      statements.push({ text, values: [...(values as unknown[])] });
      return send(...parts);
    };
    Object.assign(client, { query: record });
  });
  try {
    await run(createDatabase(pool));
  } finally {
    await pool.end();
  }
  return statements;
}
