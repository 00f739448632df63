import { readFile } from 'node:fs/promises';
import { AppError, isDay } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { sql } from 'kysely';
import { refuseReadOnly } from '../accounts/read-only.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';

export interface ImportedRates {
  rates: number;
  from: string;
  to: string;
}

interface Rate {
  day: string;
  base: string;
  quote: string;
  rate: string;
  source: string;
}

const HEADINGS = ['day', 'base', 'quote', 'rate', 'source'] as const;
const MAX_PROBLEMS = 20;

/**
 * Reads exchange rates from a CSV `day,base,quote,rate,source`: one unit of `quote` costs `rate` units of
 * `base` on that day. Rates of the same day and pair are replaced; a file with any bad line stores nothing.
 * @throws AppError `invalid_file` naming the lines
 */
export async function importFxRates(
  ctx: EngineContext,
  input: { filePath: string },
): Promise<ImportedRates> {
  refuseReadOnly(ctx.actor);
  if (ctx.actor.user !== null && ctx.actor.user.role !== 'AGENCY_OWNER') {
    throw new AppError(
      'forbidden',
      "Exchange rates are set by the agency's owner; nothing was stored",
    );
  }
  const rates = parseRates(await readText(input.filePath));
  const days = rates.map(({ day }) => day).sort();
  const result = { rates: rates.length, from: days[0] as string, to: days.at(-1) as string };
  await withSystem(ctx.db, async (trx) => {
    const column = (name: keyof Rate) => rates.map((rate) => rate[name]);
    await sql`
      insert into core_warehouse.fx_rates (day, base, quote, rate, source)
      select * from unnest(${column('day')}::date[], ${column('base')}::text[], ${column('quote')}::text[],
        ${column('rate')}::numeric[], ${column('source')}::text[])
      on conflict (day, base, quote) do update set rate = excluded.rate, source = excluded.source
    `.execute(trx);
    // Reports that convert with these rates are told apart from those before.
    await sql`update app_dashboard.shops set data_version = data_version + 1`.execute(trx);
    await recordAudit(trx, ctx, {
      action: 'fx_rates.import',
      shopId: null,
      targetType: 'fx_rates',
      targetId: `${result.from}..${result.to}`,
      after: { ...result },
    });
  });
  return result;
}

async function readText(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new AppError('invalid_file', `${path} cannot be read; nothing was stored`, { cause });
  }
}

function parseRates(text: string): Rate[] {
  const [head, ...body] = text.split(/\r?\n/);
  const headings = cellsOf(head ?? '').map((cell) => cell.toLowerCase());
  if (HEADINGS.some((heading, index) => headings[index] !== heading)) {
    throw new AppError(
      'invalid_file',
      `Line 1 must read ${HEADINGS.join(',')}; nothing was stored`,
    );
  }
  const rates = new Map<string, Rate>();
  const problems: string[] = [];
  for (const [index, line] of body.entries()) {
    if (line.trim() === '') continue;
    const [day = '', base = '', quote = '', rate = '', source = ''] = cellsOf(line);
    const row = { day, base: base.toUpperCase(), quote: quote.toUpperCase(), rate, source };
    const key = `${row.day} ${row.base} ${row.quote}`;
    const problem = problemOf(row) ?? (rates.has(key) ? `a second rate for ${key}` : null);
    if (problem) problems.push(`line ${index + 2}: ${problem}`);
    else rates.set(key, row);
  }
  if (problems.length === 0 && rates.size === 0) problems.push('there is no rate in it');
  if (problems.length > 0) {
    const shown = problems.slice(0, MAX_PROBLEMS).join('; ');
    const more = problems.length > MAX_PROBLEMS ? `; ${problems.length - MAX_PROBLEMS} more` : '';
    throw new AppError('invalid_file', `Nothing was stored: ${shown}${more}`, {
      details: { problems: problems.slice(0, MAX_PROBLEMS) },
    });
  }
  return [...rates.values()];
}

const cellsOf = (line: string): string[] =>
  line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

const CURRENCY = /^[A-Z]{3}$/;
const RATE = /^\d{1,12}(\.\d{1,12})?$/;

function problemOf({ day, base, quote, rate, source }: Rate): string | null {
  if (!isDay(day)) return `"${day}" is not a day written YYYY-MM-DD`;
  if (!CURRENCY.test(base) || !CURRENCY.test(quote)) return 'a currency is not a three-letter code';
  if (base === quote) return 'base and quote are the same currency';
  if (!RATE.test(rate) || !/[1-9]/.test(rate)) return `"${rate}" is not a positive decimal rate`;
  if (source === '') return 'the source is missing';
  return null;
}
