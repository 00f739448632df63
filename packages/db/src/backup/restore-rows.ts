import type pg from 'pg';
import { BackupError } from './backup-error.ts';
import type { BackupLine, BackupProgress, EndLine, RowLine, TableLine } from './format.ts';
import { quoted, type StoredTable, storedTables } from './stored-tables.ts';

const bytesPerInsert = 2_000_000;
const mostRowsPerInsert = 5_000;

/**
 * Inserts all rows of a backup into the tables of the present schema, which lose what they hold.
 * Foreign keys are taken off meanwhile and checked when they are put back; triggers stay silent.
 */
export async function restoreRows(
  client: pg.ClientBase,
  file: string,
  lines: AsyncGenerator<BackupLine>,
  onProgress: (progress: BackupProgress) => void,
): Promise<Record<string, number>> {
  const tables = await storedTables(client);
  const names = tables.map((table) => table.name);
  const putBack = await takeOffForeignKeys(client, names);
  for (const name of names) await client.query(`alter table ${name} disable trigger user`);
  if (names.length > 0) await client.query(`truncate ${names.join(', ')}`);
  const counts = await insertAll(client, file, lines, tables, onProgress);
  for (const name of names) await client.query(`alter table ${name} enable trigger user`);
  for (const statement of putBack) await client.query(statement);
  for (const table of tables) await continueIdentities(client, table);
  return counts;
}

async function insertAll(
  client: pg.ClientBase,
  file: string,
  lines: AsyncGenerator<BackupLine>,
  tables: StoredTable[],
  onProgress: (progress: BackupProgress) => void,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  let writer: RowWriter | undefined;
  for await (const line of lines) {
    if (Array.isArray(line)) {
      if (writer === undefined) throw damaged(file);
      await writer.add(line);
    } else {
      await writer?.flush();
      if ('end' in line) {
        assertComplete(file, line, counts);
        return counts;
      }
      if (!('table' in line)) throw damaged(file);
      writer = new RowWriter(client, findTable(file, line, tables), counts, onProgress);
    }
  }
  throw damaged(file);
}

function damaged(file: string): BackupError {
  return new BackupError(
    'incomplete',
    `${file} is damaged or incomplete; nothing was restored. Use another backup.`,
  );
}

function assertComplete(file: string, { rows }: EndLine, counts: Record<string, number>): void {
  const same = Object.entries(rows).every(([table, count]) => counts[table] === count);
  if (!same) throw damaged(file);
}

function findTable(file: string, line: TableLine, tables: StoredTable[]): StoredTable {
  const table = tables.find((candidate) => candidate.name === line.table);
  const columns = line.columns.map((name) => table?.columns.find((column) => column.name === name));
  if (table === undefined || !columns.every((column) => column !== undefined)) {
    throw new BackupError(
      'mismatch',
      `${file} holds ${line.table} in a shape this schema does not have; nothing was restored.`,
    );
  }
  return { name: table.name, columns };
}

class RowWriter {
  #rows: RowLine[] = [];
  #bytes = 0;
  readonly #client: pg.ClientBase;
  readonly #table: StoredTable;
  readonly #counts: Record<string, number>;
  readonly #onProgress: (progress: BackupProgress) => void;

  constructor(
    client: pg.ClientBase,
    table: StoredTable,
    counts: Record<string, number>,
    onProgress: (progress: BackupProgress) => void,
  ) {
    this.#client = client;
    this.#table = table;
    this.#counts = counts;
    this.#onProgress = onProgress;
    counts[table.name] = 0;
  }

  async add(row: RowLine): Promise<void> {
    this.#rows.push(row);
    this.#bytes += row.reduce((sum, value) => sum + (value?.length ?? 0), 32);
    if (this.#bytes >= bytesPerInsert || this.#rows.length >= mostRowsPerInsert) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#rows.length === 0) return;
    const { name, columns } = this.#table;
    const values = columns.map((column, index) => `(r ->> ${index})::${column.type}`).join(', ');
    await this.#client.query(
      `insert into ${name} (${quoted(columns)}) overriding system value
       select ${values} from jsonb_array_elements($1::jsonb) r`,
      [JSON.stringify(this.#rows)],
    );
    const rows = (this.#counts[name] ?? 0) + this.#rows.length;
    this.#counts[name] = rows;
    this.#rows = [];
    this.#bytes = 0;
    this.#onProgress({ table: name, rows });
  }
}

async function takeOffForeignKeys(client: pg.ClientBase, names: string[]): Promise<string[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select k.conrelid::regclass::text as table, quote_ident(k.conname) as name,
            pg_get_constraintdef(k.oid) as definition
       from pg_constraint k
      where k.contype = 'f' and k.conparentid = 0 and k.conrelid = any($1::regclass[]::oid[])`,
    [names],
  );
  for (const key of rows)
    await client.query(`alter table ${key.table} drop constraint ${key.name}`);
  return rows.map((key) => `alter table ${key.table} add constraint ${key.name} ${key.definition}`);
}

async function continueIdentities(client: pg.ClientBase, table: StoredTable): Promise<void> {
  for (const column of table.columns) {
    if (column.identity === '' && !column.default?.startsWith('nextval(')) continue;
    const name = quoted([column]);
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce(max(${name}), 1), max(${name}) is not null)
         from ${table.name}`,
      [table.name, column.name],
    );
  }
}
