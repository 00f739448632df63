/** What makes the simulated businesses the same after every restart. */
export interface WorldSettings {
  seed: string;
  /** ISO instant at which the demo began: its history ends here, and live days follow. */
  bornAt: string;
  /** Days of history before that. */
  historyDays: number;
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
