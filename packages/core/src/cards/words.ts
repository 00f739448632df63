import type { ProposalKind, ChangedField } from '../actions/action.ts';
import type { ProposalStatus, Risk, Surface, Verdict } from '../actions/states.ts';
import type { DataState, EntityLevel } from '../glossary.ts';
import type { Locale } from './format.ts';

export interface CardWords {
  kinds: Record<ProposalKind, string>;
  levels: Record<EntityLevel, string>;
  fields: Record<ChangedField, string>;
  risks: Record<Risk, string>;
  statuses: Record<ProposalStatus, string>;
  surfaces: Record<Surface, string>;
  states: Record<DataState, string>;
  verdicts: Record<Verdict, string>;
  metrics: Record<string, string>;
  compared: Record<string, string>;
  notes: Record<string, string>;
  statusValues: Record<string, string>;
  platforms: Record<string, string>;
  risk: (risk: string) => string;
  window: (from: string, to: string, state: string) => string;
  maturity: (percent: string, measured: boolean) => string;
  snoozed: (until: string) => string;
  /** Of advice that somebody took. */
  noted: string;
  expires: (at: string) => string;
  /** Of what is approved. */
  lapses: (at: string) => string;
  /** Of what came to nothing: why. */
  failed: (why: string) => string;
  outcome: (verdict: string) => string;
  advice: string;
  irreversible: string;
  unknown: string;
  decided: Record<
    'approved' | 'rejected' | 'other',
    (by: string, via: string, reason: string | null) => string
  >;
  /** The same where no person was asked. */
  automatic: { approved: string; other: string };
  rule: (name: string) => string;
}

const ko: CardWords = {
  kinds: {
    pause: '중지',
    resume: '재개',
    set_daily_budget: '일예산 변경',
    set_lifetime_budget: '총예산 변경',
    refresh_creative: '소재 교체 권장',
    add_negative_keywords: '제외 키워드 권장',
    review_delivery: '게재 점검 권장',
    check_connection: '연결 점검 권장',
  },
  levels: {
    account: '계정',
    campaign: '캠페인',
    adset: '광고 세트',
    ad: '광고',
    keyword: '키워드',
  },
  fields: { status: '상태', daily_budget: '일예산', lifetime_budget: '총예산' },
  risks: { low: '낮음', medium: '보통', high: '높음' },
  statuses: {
    proposed: '결정 대기',
    approved: '승인됨 · 실행 대기',
    executing: '실행 중',
    executed: '실행 완료',
    failed: '실행 실패',
    unknown_outcome: '결과 확인 중',
    undone: '되돌림',
    rejected: '거절됨',
    expired: '기한 지남',
    superseded: '다른 제안으로 대체됨',
  },
  surfaces: { web: '웹', api: 'API', telegram: '텔레그램', cli: 'CLI', system: '자동' },
  states: {
    provisional: '진행 중인 수치',
    settling: '아직 바뀔 수 있는 수치',
    final: '확정된 수치',
    not_collected: '수집되지 않음',
  },
  verdicts: { improved: '개선됨', worse: '나빠짐', inconclusive: '판단하기 어려움' },
  metrics: {
    spend: '지출',
    impressions: '노출',
    clicks: '클릭',
    link_clicks: '링크 클릭',
    landing_page_views: '랜딩 조회',
    add_to_cart: '장바구니',
    initiate_checkout: '결제 시작',
    leads: '리드',
    conversions: '전환',
    conversion_value: '전환 매출',
    roas: 'ROAS',
    cpa: '전환당 비용',
    cpc: '클릭당 비용',
    ctr: '클릭률',
    frequency: '하루 빈도',
    budget_used: '예산 사용률',
    cost_share: '비용 비중',
    click_share: '클릭 비중',
    conversion_share: '전환 비중',
    minutes_since_sync: '마지막 갱신 후(분)',
  },
  compared: {
    limit: '기준',
    target: '목표',
    baseline: '평소',
    before: '이전',
    siblings: '나머지',
    budget: '예산',
    elapsed: '경과 시간',
  },
  notes: {
    conversions_still_arriving: '최근 며칠의 전환은 아직 더 들어올 수 있습니다.',
    maturity_assumed: '이 계정의 전환 지연은 아직 측정되지 않아 가정값을 썼습니다.',
    reconstructed: '당시 수치가 기록되지 않아 나중 수치로 되짚었습니다.',
  },
  statusValues: { ACTIVE: '게재 중', PAUSED: '중지', ARCHIVED: '보관됨', DELETED: '삭제됨' },
  platforms: {
    meta: 'Meta',
    google_ads: 'Google Ads',
    naver_searchad: '네이버 검색광고',
    tiktok: 'TikTok',
  },
  risk: (risk) => `위험: ${risk}`,
  window: (from, to, state) => `판단 기간 ${from === to ? from : `${from} ~ ${to}`} · ${state}`,
  maturity: (percent, measured) =>
    `마지막 날 전환 집계율 ${percent} (${measured ? '측정' : '가정'})`,
  snoozed: (until) => `${until}까지 미룸`,
  noted: '확인함 · 직접 처리할 일',
  expires: (at) => `${at}까지 결정`,
  lapses: (at) => `${at}까지 실행`,
  failed: (why) => `오류: ${why}`,
  outcome: (verdict) => `실행 결과: ${verdict}`,
  advice: '직접 처리해야 하는 권장 사항입니다.',
  irreversible: '되돌릴 수 없는 변경입니다.',
  unknown: '알 수 없음',
  decided: {
    approved: (by, via) => `${via}에서 ${by} 님이 승인`,
    rejected: (by, via, reason) => `${via}에서 ${by} 님이 거절${reason ? `: ${reason}` : ''}`,
    other: (by, via) => `${via}에서 ${by} 님이 처리`,
  },
  automatic: { approved: '자동 승인', other: '자동 처리' },
  rule: (name) => `규칙: ${name}`,
};

const en: CardWords = {
  kinds: {
    pause: 'Pause',
    resume: 'Resume',
    set_daily_budget: 'Change daily budget',
    set_lifetime_budget: 'Change lifetime budget',
    refresh_creative: 'Advice: new creative',
    add_negative_keywords: 'Advice: negative keywords',
    review_delivery: 'Advice: look at delivery',
    check_connection: 'Advice: check the connection',
  },
  levels: {
    account: 'Account',
    campaign: 'Campaign',
    adset: 'Ad set',
    ad: 'Ad',
    keyword: 'Keyword',
  },
  fields: { status: 'Status', daily_budget: 'Daily budget', lifetime_budget: 'Lifetime budget' },
  risks: { low: 'low', medium: 'medium', high: 'high' },
  statuses: {
    proposed: 'Waiting for a decision',
    approved: 'Approved, waiting to be executed',
    executing: 'Executing',
    executed: 'Executed',
    failed: 'Failed',
    unknown_outcome: 'Outcome being checked',
    undone: 'Undone',
    rejected: 'Rejected',
    expired: 'Expired',
    superseded: 'Replaced by another proposal',
  },
  surfaces: {
    web: 'web',
    api: 'the API',
    telegram: 'Telegram',
    cli: 'the CLI',
    system: 'automatic',
  },
  states: {
    provisional: 'figures of running days',
    settling: 'figures may still change',
    final: 'final figures',
    not_collected: 'not collected',
  },
  verdicts: { improved: 'improved', worse: 'got worse', inconclusive: 'cannot be told' },
  metrics: {
    spend: 'Spend',
    impressions: 'Impressions',
    clicks: 'Clicks',
    link_clicks: 'Link clicks',
    landing_page_views: 'Landing page views',
    add_to_cart: 'Adds to cart',
    initiate_checkout: 'Checkouts started',
    leads: 'Leads',
    conversions: 'Conversions',
    conversion_value: 'Conversion value',
    roas: 'ROAS',
    cpa: 'Cost per conversion',
    cpc: 'Cost per click',
    ctr: 'Click rate',
    frequency: 'Daily frequency',
    budget_used: 'Budget used',
    cost_share: 'Share of cost',
    click_share: 'Share of clicks',
    conversion_share: 'Share of conversions',
    minutes_since_sync: 'Minutes since the last reading',
  },
  compared: {
    limit: 'limit',
    target: 'target',
    baseline: 'usual',
    before: 'before',
    siblings: 'the rest',
    budget: 'budget',
    elapsed: 'time gone',
  },
  notes: {
    conversions_still_arriving: 'Conversions of the last days may still arrive.',
    maturity_assumed:
      'How late conversions arrive in this account is not measured yet; an assumption was used.',
    reconstructed: 'Nobody recorded what was known then; it was worked back from later figures.',
  },
  statusValues: { ACTIVE: 'running', PAUSED: 'paused', ARCHIVED: 'archived', DELETED: 'deleted' },
  platforms: {
    meta: 'Meta',
    google_ads: 'Google Ads',
    naver_searchad: 'Naver Search Ads',
    tiktok: 'TikTok',
  },
  risk: (risk) => `Risk: ${risk}`,
  window: (from, to, state) => `Days judged: ${from === to ? from : `${from} to ${to}`} · ${state}`,
  maturity: (percent, measured) =>
    `Conversions in for the last day: ${percent} (${measured ? 'measured' : 'assumed'})`,
  snoozed: (until) => `Snoozed until ${until}`,
  noted: 'Noted, to be done by hand',
  expires: (at) => `Decide by ${at}`,
  lapses: (at) => `Execute by ${at}`,
  failed: (why) => `Error: ${why}`,
  outcome: (verdict) => `Outcome: ${verdict}`,
  advice: 'Advice: somebody has to do this by hand.',
  irreversible: 'This cannot be undone.',
  unknown: 'unknown',
  decided: {
    approved: (by, via) => `Approved by ${by} on ${via}`,
    rejected: (by, via, reason) => `Rejected by ${by} on ${via}${reason ? `: ${reason}` : ''}`,
    other: (by, via) => `Decided by ${by} on ${via}`,
  },
  automatic: { approved: 'Approved automatically', other: 'Closed automatically' },
  rule: (name) => `Rule: ${name}`,
};

export const CARD_WORDS: Readonly<Record<Locale, CardWords>> = { ko, en };

export type CardButton = 'approve' | 'reject' | 'snooze' | 'execute' | 'undo' | 'open';

export const BUTTON_LABELS: Readonly<Record<Locale, Readonly<Record<CardButton, string>>>> = {
  ko: {
    approve: '승인',
    reject: '거절',
    snooze: '나중에',
    execute: '실행',
    undo: '되돌리기',
    open: '웹에서 열기',
  },
  en: {
    approve: 'Approve',
    reject: 'Reject',
    snooze: 'Snooze',
    execute: 'Execute',
    undo: 'Undo',
    open: 'Open in the web app',
  },
};
