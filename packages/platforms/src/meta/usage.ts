import { parseJson } from './json.ts';

/** How much of Meta's allowance is used, as the headers of an answer say. */
export interface Usage {
  /** Highest of all percentages. */
  percent: number;
  /** Until access returns; null while it is not lost. */
  regainMs: number | null;
}

const PERCENTAGES = new Set([
  'call_count',
  'total_time',
  'total_cputime',
  'acc_id_util_pct',
  'app_id_util_pct',
]);
const HEADERS = [
  'x-app-usage',
  'x-ad-account-usage',
  'x-business-use-case-usage',
  'x-fb-ads-insights-throttle',
];
const MINUTE = 60_000;

/** Source: Graph API rate limiting, read 2026-11. Unreadable headers count as no usage. */
export function readUsage(headers: Readonly<Record<string, string>>): Usage {
  const usage: Usage = { percent: 0, regainMs: null };
  for (const name of HEADERS) {
    const text = headers[name];
    if (text !== undefined) collect(parseHeader(text), usage);
  }
  return usage;
}

function parseHeader(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

function collect(value: unknown, usage: Usage): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner !== 'number') collect(inner, usage);
    else if (PERCENTAGES.has(key)) usage.percent = Math.max(usage.percent, inner);
    else if (key === 'estimated_time_to_regain_access' && inner > 0) {
      usage.regainMs = Math.max(usage.regainMs ?? 0, inner * MINUTE);
    }
  }
}
