import type { CampaignProfile, ShopProfile } from '../world/profiles.ts';
import type { Day } from './days.ts';
import type { Fault } from './faults.ts';
import type { JournalEntry } from './journal.ts';
import { prepareUpdate } from './mutations.ts';
import type { HourlyBudgets, Settings } from './options.ts';
import { type LoggedRequest, SimState } from './state.ts';
import { configuredStatus } from './status.ts';
import type { Token } from './tokens.ts';
import { type Truth, truthOf } from './truth.ts';

export interface SimEntity {
  level: 'campaign' | 'adset' | 'ad';
  id: string;
  accountId: string;
  parentId: string | null;
  name: string;
  status: string;
  /** Minor units; null where the other level holds the budget. */
  dailyBudget: string | null;
}

/** What a person may change inside Ads Manager, in the API's own parameter names. */
export type ExternalChange = Partial<
  Record<'status' | 'name' | 'daily_budget' | 'bid_amount' | 'bid_strategy', string>
>;

export interface MetaControl {
  /** Back to the opening state: structure, clock, tokens, counters, faults and log. */
  reset(): void;
  /** Opens a world with other businesses. */
  seed(profiles: readonly ShopProfile[]): void;
  /** Moves the simulated clock forward. */
  advance(milliseconds: number): void;
  now(): Date;
  failNext(fault: Fault): void;
  clearFaults(): void;
  expireToken(token?: string): void;
  renewToken(token?: string): void;
  grantToken(token: Partial<Token> & { value: string }): void;
  changeExternally(id: string, change: ExternalChange, actorName?: string): void;
  /** Changes that were made elsewhere, at their own times. */
  replay(entries: readonly JournalEntry[]): void;
  addAccount(profile: ShopProfile): string;
  /** Somebody builds a campaign in Ads Manager; it delivers from now on. Returns its id. */
  addCampaign(accountId: string, campaign: CampaignProfile): string;
  /** 1 active, 2 disabled, 3 unsettled, 101 closed. */
  setAccountStatus(accountId: string, status: number): void;
  setBudgets(budgets: Partial<HourlyBudgets>): void;
  requests(): readonly LoggedRequest[];
  accounts(): string[];
  entities(accountId: string): SimEntity[];
  truth(accountId: string, range?: { from?: Day; to?: Day }): Truth;
}

const PERSON = {
  id: '100000000000777',
  name: 'Someone in Ads Manager',
  application: 'Ads Manager',
};

/** Also returns the accessor by which the server reaches whatever state is current. */
export function createControl(settings: Settings): { control: MetaControl; state: () => SimState } {
  let state = new SimState(settings);
  const account = (id: string) => {
    const found = state.accounts.get(id.replace(/^act_/, ''));
    if (!found) throw new Error(`the simulator has no ad account ${id}`);
    return found;
  };
  const control: MetaControl = {
    reset: () => {
      state = new SimState(settings);
    },
    seed: (profiles) => {
      state = new SimState(settings, profiles);
    },
    advance: (milliseconds) => state.advance(milliseconds),
    now: () => new Date(state.now()),
    failNext: (fault) => state.faults.add(fault),
    clearFaults: () => state.faults.clear(),
    expireToken: (token) => state.tokens.expire(token),
    renewToken: (token) => state.tokens.renew(token),
    grantToken: (token) => {
      state.tokens.grant(token);
    },
    changeExternally: (id, change, actorName) =>
      changeExternally(state, id, change, actorName ?? PERSON.name),
    replay: (entries) => state.replay(entries),
    addAccount: (profile) => state.addAccount(profile).id,
    addCampaign: (accountId, campaign) => state.addCampaign(account(accountId), campaign).id,
    setAccountStatus: (accountId, status) => {
      account(accountId).status = status;
    },
    setBudgets: (budgets) => {
      Object.assign(state.usage.budgets, budgets);
    },
    requests: () => [...state.log],
    accounts: () => [...state.accounts.keys()],
    entities: (accountId) => listEntities(state, accountId.replace(/^act_/, '')),
    truth: (accountId, range) => truthOf(state, account(accountId), range?.from, range?.to),
  };
  return { control, state: () => state };
}

function changeExternally(
  state: SimState,
  id: string,
  change: ExternalChange,
  actorName: string,
): void {
  const found = state.find(id);
  if (!found) throw new Error(`the simulator has no object ${id}`);
  const params = new Map(Object.entries(change));
  const actor = { ...PERSON, name: actorName };
  const now = state.now();
  prepareUpdate({ ...found, params, actor, now, limited: false })();
  state.made({ id, change: Object.fromEntries(params), actor }, now);
}

function listEntities(state: SimState, accountId: string): SimEntity[] {
  const account = state.accounts.get(accountId);
  if (!account) return [];
  const all = [...account.campaigns.values(), ...account.adsets.values(), ...account.ads.values()];
  return all.map((entity) => ({
    level: entity.kind,
    id: entity.id,
    accountId,
    parentId:
      entity.kind === 'ad' ? entity.adsetId : entity.kind === 'adset' ? entity.campaignId : null,
    name: entity.name,
    status: configuredStatus(entity, state.now()),
    dailyBudget:
      entity.kind === 'ad' ? null : (entity.dailyBudget.at(-1)?.value.toString() ?? null),
  }));
}
