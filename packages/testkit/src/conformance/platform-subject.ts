import type { JsonObject } from '@commerce/core';
import type { Platform } from '@commerce/platforms';
import type { TestClock } from '../test-clock.ts';

/** What goes wrong next, in words every platform has a version of. */
export type Failure =
  | 'rate_limited'
  | 'unavailable'
  | 'malformed'
  | 'truncated'
  | 'nothing_of_some';

/** One account on a running simulator, and how a test steers it. */
export interface SimulatedAccount {
  /** `http://127.0.0.1:<port>`, also for a child process. */
  origin: string;
  config: JsonObject;
  credentials: JsonObject;
  /** The next `times` requests that read data fail like this. */
  failNext(failure: Failure, times: number): void;
  clearFailures(): void;
  /** From now on the stored credentials are refused. */
  refuseAccess(): void;
  /** Time passes on the platform, and figures it has reported change late. */
  changeLate(): void;
  /** What the product must show, straight from the simulator's own books. */
  truth(): Figures;
  close(): Promise<void>;
}

/** Sums by day and name, decimal strings without needless zeros; a day without a figure is absent. */
export type Figures = Record<string, Record<string, string>>;

/** A platform as the conformance suite meets it; one module each, which a child process loads as well. */
export interface PlatformSubject {
  platform: Platform;
  /** Where a request for one of the platform's real addresses goes. */
  reach(origin: string): (url: URL) => URL;
  /** The instant at which the simulated world stands still. */
  startsAt: string;
  start(clock: TestClock): Promise<SimulatedAccount>;
  /** What the platform asks to wait after `rate_limited`. Milliseconds. */
  retryAfterMs: number;
  /** Empty answers in a row after which the adapter must have given up. */
  emptyAnswersToFail: number;
  /** The product's figures of one connector in the form of `truth()`. */
  figures(query: ProductQuery): Promise<Figures>;
  /** A file with the same facts that a person could have exported, made from what went over the wire. */
  exportFile: ((exchanges: readonly RecordedBody[], path: string) => Promise<ExportedFile>) | null;
}

export interface ProductQuery {
  shopId: string;
  connectorId: string;
  rows: (text: string, values: readonly unknown[]) => Promise<Record<string, string>[]>;
}

export interface RecordedBody {
  url: string;
  body: string;
}

export interface ExportedFile {
  fileName: string;
  options: JsonObject;
  /** Tables whose rows the file brings whole, and which rows of them. */
  tables: readonly string[];
  where?: string;
  /** Columns that such a file cannot know. */
  without: readonly string[];
}
