/** Shows how far a long step is. */
export interface Progress {
  update(done: number, total: number | null, unit?: string): void;
  /** Ends the step with a word about its result. */
  end(result: string): void;
}

const BAR_CELLS = 24;
const REDRAW_MS = 100;
const LINE_MS = 5_000;

/** `moving`: redraw one line; else a new line every few seconds. */
export function createProgress(options: {
  label: string;
  moving: boolean;
  write: (text: string) => void;
}): Progress {
  const { label, moving, write } = options;
  const started = performance.now();
  let shownAt = Number.NEGATIVE_INFINITY;
  if (!moving) write(`${label} …\n`);
  return {
    update(done, total, unit = '') {
      const now = performance.now();
      if (now - shownAt < (moving ? REDRAW_MS : LINE_MS)) return;
      if (!moving && shownAt === Number.NEGATIVE_INFINITY) {
        shownAt = now;
        return;
      }
      shownAt = now;
      const count = counted(done, total, unit);
      write(moving ? `\r\u001B[2K${label}  ${bar(done, total)}${count}` : `${label} … ${count}\n`);
    },
    end(result) {
      const took = `${((performance.now() - started) / 1000).toFixed(1)} s`;
      write(`${moving ? '\r\u001B[2K' : ''}${label}: ${result} (${took})\n`);
    },
  };
}

const bar = (done: number, total: number | null): string => {
  if (!total) return '';
  const full = Math.min(BAR_CELLS, Math.floor((done / total) * BAR_CELLS));
  return `[${'█'.repeat(full)}${'·'.repeat(BAR_CELLS - full)}] `;
};

const counted = (done: number, total: number | null, unit: string): string =>
  `${grouped(done)}${total === null ? '' : ` of ${grouped(total)}`}${unit ? ` ${unit}` : ''}`;

/** A whole number with thousands apart: 1,204. */
export const grouped = (value: number): string => value.toLocaleString('en-US');
