import { addDays, type Day, isDay } from '@commerce/core';

const YMD =
  /^(\d{4})(?:-|\/|\.\s?|년\s?)(\d{1,2})(?:-|\/|\.\s?|월\s?)(\d{1,2})(?:\.|일)?(?:[T\s]\d{1,2}:\d{2}.*)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const SERIAL = /^(\d{5})(?:\.\d+)?$/;

/**
 * Reads a day written year first: `2026-11-01`, `2026.11.01.`, `2026. 11. 1.`, `2026/11/1`, `20261101`,
 * `2026년 11월 1일`; with `serial`, also an Excel day number of this century. A time behind it is dropped.
 * Null for anything else: `11/1/2026` could be two different days.
 */
export function readDay(text: string, { serial = false } = {}): Day | null {
  const trimmed = text.trim();
  const match = YMD.exec(trimmed) ?? COMPACT.exec(trimmed);
  if (match) {
    const [, year = '', month = '', day = ''] = match;
    const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isDay(found) ? found : null;
  }
  const number = serial ? SERIAL.exec(trimmed)?.[1] : undefined;
  if (!number || Number(number) < 36_526 || Number(number) > 73_050) return null;
  return excelDay(Number(number));
}

/** The day of an Excel serial number in the 1900 system (day 60 is the leap day that never was). */
export function excelDay(serial: number): Day {
  const whole = Math.floor(serial);
  return addDays('1899-12-30', whole < 60 ? whole + 1 : whole);
}
