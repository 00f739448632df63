import { addDays, daysBetween, type JsonObject } from '@commerce/core';
import { z } from 'zod';
import type { ReadContext } from '../platform/stream.ts';

/** A part of a slice that is asked for at once: some days of the account, or one day of one campaign. */
export interface Piece {
  from: string;
  to: string;
  campaign: string | null;
}

const stateSchema = z.object({
  runs: z.record(z.string(), z.string()).default({}),
  split: z.array(z.string()).default([]),
  reports: z.boolean().default(false),
});

/** What an interrupted reading of a slice remembers: report runs under way and pieces found too large. */
export class SliceMemory {
  private readonly context: ReadContext;
  private readonly state: z.infer<typeof stateSchema>;

  constructor(context: ReadContext) {
    this.context = context;
    this.state = stateSchema.safeParse(context.state ?? {}).data ?? stateSchema.parse({});
  }

  /** Whether synchronous answers turned out too slow for this slice. */
  get byReport(): boolean {
    return this.state.reports;
  }

  runOf(piece: Piece): string | null {
    return this.state.runs[pieceKey(piece)] ?? null;
  }

  isSplit(piece: Piece): boolean {
    return this.state.split.includes(pieceKey(piece));
  }

  async useReports(): Promise<void> {
    this.state.reports = true;
    await this.save();
  }

  async rememberRun(piece: Piece, run: string | null): Promise<void> {
    if (run === null) delete this.state.runs[pieceKey(piece)];
    else this.state.runs[pieceKey(piece)] = run;
    await this.save();
  }

  async rememberSplit(piece: Piece): Promise<void> {
    delete this.state.runs[pieceKey(piece)];
    this.state.split.push(pieceKey(piece));
    await this.save();
  }

  private async save(): Promise<void> {
    await this.context.saveState(structuredClone(this.state) satisfies JsonObject);
  }
}

function pieceKey({ from, to, campaign }: Piece): string {
  return `${from}..${to}${campaign === null ? '' : `@${campaign}`}`;
}

/** Two halves of a piece of several days. */
export function halves(piece: Piece): Piece[] {
  const middle = addDays(piece.from, Math.floor(daysBetween(piece.from, piece.to) / 2));
  return [
    { ...piece, to: middle },
    { ...piece, from: addDays(middle, 1) },
  ];
}
