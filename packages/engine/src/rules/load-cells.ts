import {
  addCellRow,
  AppError,
  type CellRows,
  createCellRows,
  type DayRange,
  type EntityLevel,
  type HistoryMetric,
} from '@commerce/core';
import type { Trx } from '@commerce/db';
import { sql } from 'kysely';
import type { EntityIndex } from './load-entities.ts';
import { readNumbers } from './read-numbers.ts';

/** Objects whose figures travel in one answer; bounds what is held as text at once. */
const CHUNK = 500;
/** About a gigabyte of columns. */
const MOST_ROWS = 8_000_000;
/** Decimals of the integers that figures and instants are read as. */
const TEN_THOUSANDTHS = 4;
const MICROSECONDS = 6;

export interface CellsWanted {
  shopId: string;
  connectorId: string;
  metrics: readonly HistoryMetric[];
  days: DayRange;
  /**
   * By level the ascending instants at which somebody asks what was known. A value that held at none of them is
   * left out: today's figures change with every read, and nobody ever judges most of what they were.
   */
  levels: ReadonlyMap<EntityLevel, readonly Date[]>;
  /** Values observed before it are kept in any case: history is reconstructed from what was read first. */
  keepUntil: Date | null;
}

/**
 * Every value that the wanted cells had at the instants, and what they have now.
 * @throws AppError `invalid_input` when it is too much to be held at once
 */
export async function loadCells(
  trx: Trx,
  wanted: CellsWanted,
  entities: EntityIndex,
): Promise<CellRows> {
  const rows = createCellRows(wanted.metrics);
  const scratch = { day: new Int32Array(0), from: new Float64Array(0), to: new Float64Array(0) };
  for (const [level, instants] of wanted.levels) {
    for (const table of [NOW, BEFORE]) {
      for await (const chunk of chunksOf(trx, wanted, table, { level, instants })) {
        for (const object of chunk) addObject(rows, scratch, level, object, entities);
        if (rows.length > MOST_ROWS) throw tooMuch(wanted);
      }
    }
  }
  return rows;
}

const tooMuch = ({ days }: CellsWanted): AppError =>
  new AppError(
    'invalid_input',
    `This account has too many figures from ${days.from} to ${days.to} to be judged at once; ask for fewer days or a scope of fewer levels`,
  );

/** The figures of one object, a Postgres array each, side by side. */
type Chunk = {
  entity_id: string;
  name: string | null;
  campaign_id: string | null;
  adset_id: string | null;
  /** How many. */
  cells: number;
  /** Places in the days, observation and end of it in epoch seconds. */
  days: string;
  observed: string;
  /** null: it holds now. */
  superseded: string | null;
} & Partial<Record<HistoryMetric, string | null>>;

interface Table {
  name: string;
  /** Names as the platform told them with the figures. */
  named: boolean;
}
const NOW: Table = { name: 'core_warehouse.metrics_daily', named: true };
const BEFORE: Table = { name: 'core_warehouse.metrics_daily_versions', named: false };

interface Part {
  level: EntityLevel;
  instants: readonly Date[];
}

/** Answers in turn; while one is read, the server makes the next. */
async function* chunksOf(trx: Trx, wanted: CellsWanted, table: Table, part: Part) {
  let next = readChunk(trx, wanted, table, { ...part, after: null });
  for (;;) {
    const chunk = await next;
    const last = chunk.length === CHUNK ? chunk.at(-1) : undefined;
    if (last) {
      next = readChunk(trx, wanted, table, { ...part, after: last.entity_id });
      // Seen when it is awaited; whoever stops before that has failed already.
      next.catch(() => {});
    }
    yield chunk;
    if (!last) return;
  }
}

async function readChunk(
  trx: Trx,
  { shopId, connectorId, days, metrics, keepUntil }: CellsWanted,
  table: Table,
  part: Part & { after: string | null },
): Promise<Chunk[]> {
  const { level, instants, after } = part;
  const columns = metrics.map((metric) => {
    const column = sql.ref(`m.${metric}`);
    return sql`case when count(${column}) > 0 then array_agg(${column})::text end as ${sql.ref(metric)}`;
  });
  const moments = sql`${instants.map((instant) => instant.toISOString())}::timestamptz[]`;
  // The number of moments before an instant is that of the moments up to a microsecond before it.
  const momentsBefore = (column: string) =>
    sql`width_bucket(${sql.ref(column)} - interval '1 microsecond', ${moments})`;
  const { rows } = await sql<Chunk>`
    select m.entity_id, count(*)::integer as cells,
      ${table.named ? sql`max(m.entity_name) as name, max(m.campaign_id) as campaign_id, max(m.adset_id) as adset_id,` : sql``}
      array_agg(m.day - ${days.from}::date)::text as days,
      array_agg(date_part('epoch', m.observed_at))::text as observed,
      ${table.named ? sql`null` : sql`array_agg(date_part('epoch', m.superseded_at))::text`} as superseded,
      ${sql.join(columns)}
    from ${sql.table(table.name)} m
    where m.shop_id = ${shopId}::uuid and m.connector_id = ${connectorId}::uuid and m.level = ${level}
      and m.day between ${days.from}::date and ${days.to}::date
      and (${after}::text is null or m.entity_id > ${after})
      ${table.named ? sql`` : sql`and (${momentsBefore('m.observed_at')} < ${momentsBefore('m.superseded_at')} or m.observed_at < ${keepUntil}::timestamptz)`}
    group by m.entity_id
    order by m.entity_id
    limit ${CHUNK}`.execute(trx);
  return rows;
}

/** Columns of one object that are turned into rows. */
interface Scratch {
  day: Int32Array;
  from: Float64Array;
  to: Float64Array;
}

function addObject(
  rows: CellRows,
  scratch: Scratch,
  level: EntityLevel,
  object: Chunk,
  entities: EntityIndex,
): void {
  const { cells } = object;
  if (scratch.day.length < cells) {
    scratch.day = new Int32Array(cells);
    scratch.from = new Float64Array(cells);
    scratch.to = new Float64Array(cells);
  }
  const entity = entities.indexOf(level, object);
  readNumbers(object.days, 0, scratch.day, 0);
  readNumbers(object.observed, MICROSECONDS, scratch.from, 0);
  if (object.superseded !== null) readNumbers(object.superseded, MICROSECONDS, scratch.to, 0);
  const first = rows.length;
  for (let cell = 0; cell < cells; cell += 1) {
    addCellRow(
      rows,
      entity,
      scratch.day[cell] as number,
      (scratch.from[cell] as number) / 1000,
      object.superseded === null ? Number.POSITIVE_INFINITY : (scratch.to[cell] as number) / 1000,
    );
  }
  for (const [metric, column] of Object.entries(rows.metrics)) {
    const text = object[metric as HistoryMetric];
    if (text) readNumbers(text, TEN_THOUSANDTHS, column, first);
  }
}
