import type { CampaignProfile, ShopProfile } from '../world/profiles.ts';
import type { ReportRun } from './async-runs.ts';
import { type AccountPlan, addCampaign, buildAccount } from './build-account.ts';
import { addDays, type Day, DAY, localDay, MINUTE, startOfDay } from './days.ts';
import type { Account, Ad, Campaign, Entity } from './entities.ts';
import { adDayFacts } from './facts.ts';
import { FaultQueue } from './faults.ts';
import { Journal, type JournalEntry } from './journal.ts';
import type { Settings } from './options.ts';
import type { Row } from './row.ts';
import { TokenStore } from './tokens.ts';
import type { Totals } from './totals.ts';
import { Usage } from './usage.ts';

export interface LoggedRequest {
  at: string;
  method: string;
  path: string;
  /** Query and form parameters; the token and its proof are left out. */
  params: Record<string, string>;
  status: number;
  fault: string | null;
}

const DEFAULT_ANCHOR: Day = '2026-11-01';

/** Everything the simulated platform remembers. */
export class SimState {
  readonly settings: Settings;
  readonly accounts = new Map<string, Account>();
  readonly runs = new Map<string, ReportRun>();
  readonly tokens: TokenStore;
  readonly usage: Usage;
  readonly faults = new FaultQueue();
  readonly log: LoggedRequest[] = [];
  private readonly journal = new Journal();
  private offset = 0;
  private frozen = new Map<string, Totals | null>();
  private rows = new Map<string, Row[]>();

  constructor(settings: Settings, profiles: readonly ShopProfile[] = settings.profiles) {
    this.settings = settings;
    this.tokens = new TokenStore(settings);
    this.usage = new Usage(settings);
    for (const profile of profiles) this.addAccount(profile);
    this.journal.add(settings.journal);
  }

  /** The present instant. Changes whose time has come are made before anybody sees it. */
  now(): number {
    const now = this.settings.now().getTime() + this.offset;
    if (this.journal.catchUp(now, (id) => this.find(id))) this.forget();
    return now;
  }

  /** Changes made elsewhere at their own times; what is due is made at once. */
  replay(entries: readonly JournalEntry[]): void {
    this.journal.add(entries);
    this.now();
  }

  /** Tells whoever keeps the journal of a change that was made just now. */
  made(entry: Omit<JournalEntry, 'at'>, at: number): void {
    this.changed();
    this.settings.onChange?.({ at: new Date(at).toISOString(), ...entry });
  }

  private forget(): void {
    this.changed();
    this.frozen.clear();
  }

  advance(ms: number): void {
    this.offset += ms;
  }

  addAccount(profile: ShopProfile): Account {
    const account = buildAccount(this.plan(profile));
    this.accounts.set(account.id, account);
    this.changed();
    return account;
  }

  /** A campaign somebody builds now; it delivers from this instant on. */
  addCampaign(account: Account, item: CampaignProfile): Campaign {
    const plan = { ...this.plan(account.profile), openedAt: this.now() };
    this.changed();
    return addCampaign(account, plan, item);
  }

  private plan(profile: ShopProfile): AccountPlan {
    const today = localDay(this.now(), profile.timezone);
    const monthStart = `${today.slice(0, 8)}01`;
    const anchor = monthStart < DEFAULT_ANCHOR ? monthStart : DEFAULT_ANCHOR;
    return {
      profile,
      seed: this.settings.seed,
      firstDay: this.settings.firstDay ?? addDays(today, -this.settings.historyDays),
      anchorDay: this.settings.anchorDay ?? anchor,
      mixedAttribution: this.settings.mixedAttributionProfiles.includes(profile.key),
      openedAt: null,
    };
  }

  find(id: string): { account: Account; entity: Entity } | null {
    for (const account of this.accounts.values()) {
      const entity = account.campaigns.get(id) ?? account.adsets.get(id) ?? account.ads.get(id);
      if (entity) return { account, entity };
    }
    return null;
  }

  /** The platform refreshes its reporting every quarter of an hour. */
  reportingTime(): number {
    return Math.floor(this.now() / (15 * MINUTE)) * 15 * MINUTE;
  }

  /** Rows of a recent query, kept between its pages; `changed` forgets them. */
  rowsOnce(key: string, compute: () => Row[]): Row[] {
    const known = this.rows.get(key);
    if (known) return known;
    if (this.rows.size >= 16) this.rows.clear();
    const rows = compute();
    this.rows.set(key, rows);
    return rows;
  }

  changed(): void {
    this.rows.clear();
  }

  /** Spend known now, in minor units, of the ads for which `counts` holds, from a local day on. */
  spentSince(account: Account, from: Day, counts: (ad: Ad) => boolean): bigint {
    const today = localDay(this.now(), account.timezone);
    const ads = [...account.ads.values()].filter(counts);
    let sum = 0n;
    for (let day = from; day <= today; day = addDays(day, 1)) {
      for (const ad of ads) sum += this.facts(account, ad, day, this.reportingTime())?.spend ?? 0n;
    }
    return sum;
  }

  /** Facts of one ad and day as known at an instant; a day is frozen 28 days after it closed. */
  facts(account: Account, ad: Ad, day: Day, asOf: number): Totals | null {
    const freeze = startOfDay(addDays(day, 1), account.timezone) + 28 * DAY;
    if (asOf < freeze || this.now() < freeze) {
      return adDayFacts(this.settings.seed, account, ad, day, asOf);
    }
    const key = `${ad.id} ${day}`;
    let known = this.frozen.get(key);
    if (known === undefined) {
      known = adDayFacts(this.settings.seed, account, ad, day, asOf);
      this.frozen.set(key, known);
    }
    return known;
  }
}
