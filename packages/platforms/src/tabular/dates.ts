import { addDays, type Day, isDay } from '@commerce/core';

const YMD =
  /^(\d{4})(?:-|\/|\.\s?|년\s?)(\d{1,2})(?:-|\/|\.\s?|월\s?)(\d{1,2})(?:\.|일)?(?:[T\s]\d{1,2}:\d{2}.*)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const SERIAL = /^(\d{5})(?:\.\d+)?$/;

/** Day and month in figures, the year last. */
const YEAR_LAST = /^(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})$/;
const MONTH_FIRST = /^([a-z]{3,9})\.?\s(\d{1,2}),?\s(\d{4})$/i;
const DAY_FIRST = /^(\d{1,2})[\s-]([a-z]{3,9})\.?,?[\s-](\d{4})$/i;
const MONTHS =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

/** Which figure stands first in `11/13/2026`. */
export type DayOrder = 'day_first' | 'month_first';

/** How days are written where the text alone does not say. */
export interface DayFormat {
  /** Numbers are Excel day numbers of this century, counted in one of its two calendars. */
  serial?: '1900' | '1904';
  /** Without it `11/1/2026` could be two different days and is none. */
  order?: DayOrder | null;
}

/**
 * Reads a day written year first: `2026-11-01`, `2026.11.01.`, `2026. 11. 1.`, `2026/11/1`, `20261101`,
 * `2026년 11월 1일`; or with its month in English words: `Nov 1, 2026`, `1 Nov 2026`; or as `format` allows.
 * A time behind it is dropped. Null for anything else.
 */
export function readDay(text: string, { serial, order }: DayFormat = {}): Day | null {
  const trimmed = text.trim();
  const match = YMD.exec(trimmed) ?? COMPACT.exec(trimmed);
  if (match) return dayFrom(match[1], match[2], match[3]);
  const worded = MONTH_FIRST.exec(trimmed);
  if (worded) return dayFrom(worded[3], monthNumber(worded[1]), worded[2]);
  const wordedLast = DAY_FIRST.exec(trimmed);
  if (wordedLast) return dayFrom(wordedLast[3], monthNumber(wordedLast[2]), wordedLast[1]);
  const last = order ? YEAR_LAST.exec(trimmed) : null;
  if (last) {
    const [, a, , b, year] = last;
    return order === 'day_first' ? dayFrom(year, b, a) : dayFrom(year, a, b);
  }
  const number = serial ? SERIAL.exec(trimmed)?.[1] : undefined;
  if (!number) return null;
  const day = Number(number) + (serial === '1904' ? DAYS_1904 : 0);
  return day < 36_526 || day > 73_050 ? null : excelDay(day);
}

function dayFrom(year = '', month = '', day = ''): Day | null {
  const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(found) ? found : null;
}

function monthNumber(word = ''): string {
  const name = word.toLowerCase();
  const index = MONTHS.findIndex(
    (month) =>
      month === name || month.slice(0, 3) === name || (name === 'sept' && month[0] === 's'),
  );
  return String(index + 1);
}

/**
 * What the days of a whole column show of their order: a figure above 12 is a day. Null when none is, or
 * when they contradict each other.
 */
export class DayOrderEvidence {
  private dayFirst = false;
  private monthFirst = false;

  /** False where the text is no day with its year last. */
  add(text: string): boolean {
    const match = YEAR_LAST.exec(text.trim());
    if (!match) return false;
    this.dayFirst ||= Number(match[1]) > 12;
    this.monthFirst ||= Number(match[3]) > 12;
    return true;
  }

  get order(): DayOrder | null {
    if (this.dayFirst === this.monthFirst) return null;
    return this.dayFirst ? 'day_first' : 'month_first';
  }
}

/** Days between the first days of Excel's two calendars. */
export const DAYS_1904 = 1462;

/** The day of an Excel serial number in the 1900 system (day 60 is the leap day that never was). */
export function excelDay(serial: number): Day {
  const whole = Math.floor(serial);
  return addDays('1899-12-30', whole < 60 ? whole + 1 : whole);
}
