import { readFile } from 'node:fs/promises';
import { AppError, isDay, sumAmounts } from '@commerce/core';
import type { FileImport } from '@commerce/platforms';
import { MEMORY_LEVEL, metricsRow } from './memory-rows.ts';

const PAGE = 20;

const HEAD = 'campaign,day,spend';

async function readLines(path: string): Promise<string[]> {
  const [head, ...lines] = (await readFile(path, 'utf8')).trim().split('\n');
  if (head === HEAD || head === `${HEAD},account,account name`) return lines;
  throw new AppError('invalid_file', 'Line 1 is no heading');
}

/**
 * Reads `campaign,day,spend` files of the memory platform, with `account,account name` or without; any bad line
 * makes the file hopeless.
 */
export function memoryFiles(currency: string): FileImport {
  return {
    accepts: [`${HEAD} CSV`],
    accounts: {
      idOf: (text) => text.trim(),
      async stated({ path }) {
        const [id, name] = (await readLines(path))[0]?.split(',').slice(3) ?? [];
        return id || name ? { id: id || null, name: name || null } : null;
      },
    },
    async *read({ path }) {
      const lines = await readLines(path);
      const rows = lines.map((line, index) => {
        const [campaign = '', day = '', spend = ''] = line.split(',');
        if (!isDay(day) || !/^\d+(\.\d+)?$/.test(spend)) {
          throw new AppError('invalid_file', `Line ${index + 2} cannot be read`);
        }
        return metricsRow(campaign, day, spend, currency);
      });
      for (let at = 0; at < rows.length; at += PAGE) {
        const metrics = rows.slice(at, at + PAGE);
        yield {
          stream: 'insights',
          records: metrics.map(({ entity_id, day, spend }) => ({
            external_id: `${entity_id}:${day}`,
            payload: JSON.stringify({ campaign: entity_id, day, spend }),
          })),
          rows: { metrics },
        };
      }
      const days = rows.map(({ day }) => day).sort();
      const [from] = days;
      const to = days.at(-1);
      const range = from && to ? { from, to } : null;
      const total = sumAmounts(rows.map(({ spend }) => spend ?? '0'));
      return {
        stream: 'insights',
        replaces: range && { level: MEMORY_LEVEL, ...range },
        report: {
          format: 'memory-csv',
          encoding: 'utf-8',
          currency,
          columns: [{ heading: 'spend', field: 'spend' }],
          rows_read: rows.length,
          rows_kept: rows.length,
          skipped: [],
          range,
          totals: [{ field: 'spend', computed: total, file: null, matches: null }],
          warnings: [],
        },
      };
    },
  };
}
