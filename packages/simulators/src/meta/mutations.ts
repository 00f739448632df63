import { type Actor, type ChangeKind, record } from './activities.ts';
import { type Day, HOUR, localDay } from './days.ts';
import {
  type Account,
  type Budgeted,
  type ConfiguredStatus,
  type Entity,
  valueAt,
} from './entities.ts';
import { GraphError, invalidParameter } from './errors.ts';
import { minimumDailyBudget } from './object-fields.ts';
import { listParam, type Params } from './params.ts';
import { configuredStatus } from './status.ts';

interface Change {
  kind: ChangeKind;
  from: string;
  to: string;
  apply: (at: number) => void;
}

const STATUSES: readonly ConfiguredStatus[] = ['ACTIVE', 'PAUSED', 'ARCHIVED', 'DELETED'];
const CAPPED = ['LOWEST_COST_WITH_BID_CAP', 'COST_CAP'];
const STRATEGIES = ['LOWEST_COST_WITHOUT_CAP', ...CAPPED, 'LOWEST_COST_WITH_MIN_ROAS'];
const BUDGET_CHANGES_PER_HOUR = 4;

export interface UpdateRequest {
  account: Account;
  entity: Entity;
  params: Params;
  actor: Actor;
  now: number;
  /** Changes made inside Ads Manager are not held to the API's hourly limit. */
  limited: boolean;
}

/** Validates every parameter first, then applies all of them or none. */
export function prepareUpdate(request: UpdateRequest): () => void {
  const { entity, params, now } = request;
  const state = configuredStatus(entity, now);
  const changes = [
    ...statusChange(entity, params, state, now, localDay(now, request.account.timezone)),
    ...nameChange(entity, params),
    ...budgetChanges(request),
    ...bidChanges(entity, params),
  ];
  if (
    state === 'ARCHIVED' &&
    changes.some(({ kind }) => kind !== 'run_status' && kind !== 'name')
  ) {
    throw invalidParameter('An archived object can only be renamed or deleted.');
  }
  return () => {
    for (const change of changes) {
      change.apply(now);
      entity.updatedAt = now;
      record(request.account, entity, { ...change, at: now, actor: request.actor });
    }
  };
}

/** True when the call only asks whether the change would be accepted. */
export function validateOnly(params: Params): boolean {
  const options = listParam(params, 'execution_options') ?? [];
  const known = ['validate_only', 'include_recommendations', 'synchronous_ad_review'];
  const unknown = options.find((item) => !known.includes(item));
  if (unknown) {
    throw invalidParameter(`execution_options ${unknown} is not valid.`, ['execution_options']);
  }
  const alone = options.length === 1 && options[0] !== 'validate_only';
  if (alone) {
    throw invalidParameter(`${options[0]} must be combined with another option.`, [
      'execution_options',
    ]);
  }
  return options.includes('validate_only');
}

function statusChange(
  entity: Entity,
  params: Params,
  current: ConfiguredStatus,
  now: number,
  today: Day,
): Change[] {
  if (current === 'DELETED') throw invalidParameter('A deleted object cannot be changed.');
  const wanted = params.get('status') as ConfiguredStatus | undefined;
  if (wanted === undefined) return [];
  if (!STATUSES.includes(wanted)) {
    throw invalidParameter(`status must be one of ${STATUSES.join(', ')}.`, ['status']);
  }
  if (current === 'ARCHIVED' && !['ARCHIVED', 'DELETED'].includes(wanted)) {
    throw invalidParameter('An archived object can only be deleted.', ['status']);
  }
  if (wanted === current) return [];
  const apply = (at: number) => {
    entity.status = [...entity.status.filter((item) => item.at <= now), { at, value: wanted }];
    if (wanted === 'ACTIVE' && entity.plannedUntil) entity.resumedOn ??= today;
  };
  return [{ kind: 'run_status', from: current, to: wanted, apply }];
}

function nameChange(entity: Entity, params: Params): Change[] {
  const name = params.get('name');
  if (name === undefined || name === entity.name) return [];
  if (name.trim() === '') throw invalidParameter('name must not be empty.', ['name']);
  const apply = () => {
    entity.name = name;
  };
  return [{ kind: 'name', from: entity.name, to: name, apply }];
}

function budgetChanges(request: UpdateRequest): Change[] {
  const { entity, params, account, now } = request;
  const names = ['daily_budget', 'lifetime_budget'].filter((name) => params.has(name));
  const [name] = names;
  if (name === undefined) return [];
  if (names.length > 1) {
    throw invalidParameter('Set either daily_budget or lifetime_budget, not both.', names);
  }
  if (entity.kind === 'ad') throw invalidParameter('An ad has no budget.', [name]);
  requireBudgetLevel(account, entity, name);
  const amount = positiveInteger(params.get(name) ?? '', name);
  if (amount < BigInt(minimumDailyBudget(account))) {
    throw invalidParameter(`The budget is below this account's minimum.`, [name]);
  }
  const current = entity.lifetimeBudget ?? valueAt(entity.dailyBudget, now) ?? 0n;
  const typeNow = entity.lifetimeBudget === null ? 'daily_budget' : 'lifetime_budget';
  if (typeNow !== name) {
    throw invalidParameter('A running object cannot switch its budget type.', [name]);
  }
  if (amount === current) return [];
  if (request.limited) requireBudgetRate(entity, now);
  return [
    {
      kind: 'budget',
      from: String(current),
      to: String(amount),
      apply: (at) => applyBudget(entity, name, amount, at),
    },
  ];
}

function requireBudgetLevel(
  account: Account,
  entity: Exclude<Entity, { kind: 'ad' }>,
  name: string,
) {
  const campaign = entity.kind === 'campaign' ? entity : account.campaigns.get(entity.campaignId);
  const owner = campaign?.budgetLevel ?? 'adset';
  if (owner === entity.kind) return;
  throw invalidParameter(
    owner === 'campaign'
      ? 'The campaign holds the budget; an ad set below it cannot have its own.'
      : 'The ad sets hold the budget; this campaign cannot have one.',
    [name],
  );
}

function requireBudgetRate(entity: Exclude<Entity, { kind: 'ad' }>, now: number): void {
  if (entity.kind !== 'adset') return;
  entity.budgetChanges = entity.budgetChanges.filter((at) => at > now - HOUR);
  if (entity.budgetChanges.length < BUDGET_CHANGES_PER_HOUR) return;
  throw new GraphError({
    code: 613,
    subcode: 1487632,
    message: "The ad set's budget was changed too often; it can change four times an hour.",
    blame: ['daily_budget'],
  });
}

function applyBudget(
  entity: Budgeted & Exclude<Entity, { kind: 'ad' }>,
  name: string,
  amount: bigint,
  at: number,
): void {
  if (name === 'lifetime_budget') entity.lifetimeBudget = amount;
  else entity.dailyBudget = [...entity.dailyBudget, { at, value: amount }];
  if (entity.kind !== 'adset') return;
  entity.budgetChanges.push(at);
  entity.lastSignificantEdit = at;
}

function bidChanges(entity: Entity, params: Params): Change[] {
  const strategy = params.get('bid_strategy');
  const amountText = params.get('bid_amount');
  if (strategy === undefined && amountText === undefined) return [];
  if (entity.kind === 'ad') throw invalidParameter('An ad has no bid.', ['bid_amount']);
  if (strategy !== undefined && !STRATEGIES.includes(strategy)) {
    throw invalidParameter(`bid_strategy ${strategy} is not valid.`, ['bid_strategy']);
  }
  const effective = strategy ?? entity.bidStrategy;
  const amount = amountText === undefined ? null : positiveInteger(amountText, 'bid_amount');
  const own = entity.kind === 'adset' ? entity.bidAmount : null;
  if (CAPPED.includes(effective) && entity.kind === 'adset' && (amount ?? own) === null) {
    throw invalidParameter(`bid_strategy ${effective} needs a bid_amount.`, ['bid_amount']);
  }
  if (amount !== null && (entity.kind === 'campaign' || !CAPPED.includes(effective))) {
    throw invalidParameter(`bid_amount cannot be used with ${effective} here.`, ['bid_amount']);
  }
  const apply = (at: number) => {
    entity.bidStrategy = effective;
    if (entity.kind !== 'adset') return;
    entity.bidAmount = CAPPED.includes(effective) ? (amount ?? entity.bidAmount) : null;
    entity.lastSignificantEdit = at;
  };
  const from = `${entity.bidStrategy}${own === null ? '' : ` ${own}`}`;
  const to = `${effective}${amount === null ? '' : ` ${amount}`}`;
  return from === to ? [] : [{ kind: 'bidding', from, to, apply }];
}

function positiveInteger(text: string, name: string): bigint {
  if (/^[1-9]\d{0,17}$/.test(text)) return BigInt(text);
  throw invalidParameter(`Param ${name} must be a positive integer in minor units.`, [name]);
}
