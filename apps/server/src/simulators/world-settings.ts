/** What makes the simulated businesses the same after every restart. */
export interface WorldSettings {
  seed: string;
  /** ISO instant at which the demo began: its history ends here, and live days follow. */
  bornAt: string;
  /** Days of history before that. */
  historyDays: number;
  /** Where changes of ad objects are kept, so that a restarted simulator still has them. */
  journalFile: string;
  /** Whether the story of the ads has been followed to its end; unknown for demos of earlier versions. */
  told?: boolean;
}

/** A started world: where it is and how its demo shops are connected. */
export interface World {
  shopify: {
    origin: string;
    /** By myshopify.com domain. */
    apps: Record<string, { clientId: string; clientSecret: string }>;
  };
  meta: { origin: string; accessToken: string };
}

/** What the thread of the simulators is asked, and answers under the same number. */
export type WorldWish =
  | { id: number; verb: 'close' | 'close-past' }
  | { id: number; verb: 'open-past' | 'move-past'; at: string };
export type WorldAnswer = { id: number; origin?: string } | { id: number; error: string };
