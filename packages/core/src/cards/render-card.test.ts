import { describe, expect, it } from 'vitest';
import { ACTION_KINDS, ADVICE_KINDS, subjectOf, type ProposalKind } from '../actions/action.ts';
import type { Proposal } from '../actions/proposal.ts';
import { PROPOSAL_TRANSITIONS, type ProposalStatus } from '../actions/states.ts';
import { RULE_TEMPLATES } from '../rules/templates/index.ts';
import { historyOf, judge } from '../rules/test/account.ts';
import { ad } from '../rules/test/ads.ts';
import { executionErrorWords } from './execution-errors.ts';
import { formatDecimal, formatMoney, LOCALES } from './format.ts';
import { reasonText, renderCard } from './render-card.ts';
import { renderDigest } from './render-digest.ts';
import { REASONS_EN } from './reasons-en.ts';
import { REASONS_KO } from './reasons-ko.ts';
import { CARD_WORDS } from './words.ts';

const proposal = (more: Partial<Proposal> = {}): Proposal => ({
  id: 'p1',
  short_id: 'ABCDEFGHJK',
  shop_id: 's1',
  shop_name: '서울 상점',
  connector_id: 'c1',
  connector_name: 'act_1',
  platform: 'meta',
  kind: 'set_daily_budget',
  subject: 'budget',
  level: 'adset',
  entity_id: '23',
  entity_name: '봄 세트',
  status: 'proposed',
  risk: 'medium',
  requires_approval: true,
  executable: true,
  source: 'rule',
  rule: { id: 'r1', name: 'ROAS 하한', template: 'roas_floor', version: 1 },
  proposed_by: 'rule',
  reason: {
    code: 'roas_below_floor',
    values: { roas: '0.6', floor: '1', days: 7, spend: '350000', value: '210000', change: '-20' },
    currency: 'KRW',
  },
  diff: [{ field: 'daily_budget', before: '50000', after: '40000', currency: 'KRW' }],
  diff_hash: 'h',
  evidence: {
    window: { from: '2026-11-10', to: '2026-11-16' },
    state: 'settling',
    figures: [
      { metric: 'roas', value: '0.6', compared: { kind: 'limit', value: '1' }, unit: 'ratio' },
      { metric: 'spend', value: '350000', compared: null, unit: 'money' },
    ],
    series: [],
    maturity: { completeness: '0.87', basis: 'measured' },
    notes: ['conversions_still_arriving'],
  },
  reversible: true,
  irreversible_reason: null,
  undoes: null,
  superseded_by: null,
  expires_at: '2026-11-21T00:00:00.000Z',
  snoozed_until: null,
  decision: null,
  execution: null,
  revision: 1,
  created_at: '2026-11-20T00:00:00.000Z',
  updated_at: '2026-11-20T00:00:00.000Z',
  ...more,
});
const inSeoul = (locale: 'ko' | 'en') => ({ locale, timezone: 'Asia/Seoul' });

describe('a card', () => {
  it('tells what, why, current and proposed value, evidence and risk', () => {
    expect(renderCard(proposal(), inSeoul('en'))).toMatchObject({
      title: 'Change daily budget: 봄 세트',
      subtitle: 'Ad set · Meta act_1 · 서울 상점',
      change: 'Daily budget ₩50,000 → ₩40,000 (−20%)',
      evidence: [
        'ROAS 0.6 (limit 1)',
        'Spend ₩350,000',
        'Days judged: 2026-11-10 to 2026-11-16 · figures may still change',
        'Conversions in for the last day: 87% (measured)',
      ],
      risk: 'Risk: medium',
      status: 'Waiting for a decision · Decide by 2026-11-21 09:00 UTC+9',
      decided: null,
    });
    expect(renderCard(proposal(), inSeoul('ko')).lines).toEqual([
      '광고 세트 · Meta act_1 · 서울 상점',
      '7일 연속 ROAS가 하한 1 아래입니다. 들어올 전환까지 더해도 0.6입니다(지출 ₩350,000, 예상 전환 매출 ₩210,000).',
      '일예산 ₩50,000 → ₩40,000 (−20%)',
      'ROAS 0.6 (기준 1)',
      '지출 ₩350,000',
      '판단 기간 2026-11-10 ~ 2026-11-16 · 아직 바뀔 수 있는 수치',
      '마지막 날 전환 집계율 87% (측정)',
      '최근 며칠의 전환은 아직 더 들어올 수 있습니다.',
      '규칙: ROAS 하한',
      '위험: 보통',
      '결정 대기 · 2026-11-21 09:00 UTC+9까지 결정',
    ]);
  });

  it.each([
    ['달무리 캔들', '달무리 캔들', 'Meta 달무리 캔들'],
    ['KR [달무리 캔들] 검색', '달무리 캔들', 'Meta KR [달무리 캔들] 검색'],
    ['Moonlight', 'Moon', 'Meta Moonlight · Moon'],
    ['Moonlight Moon', 'Moon', 'Meta Moonlight Moon'],
    ['달무리', '달무리 캔들', 'Meta 달무리 · 달무리 캔들'],
  ])(
    'names of the account %s and the shop %s what is needed',
    (connector_name, shop_name, said) => {
      const { subtitle } = renderCard(proposal({ connector_name, shop_name }), inSeoul('en'));
      expect(subtitle).toBe(`Ad set · ${said}`);
    },
  );

  it('tells who decided and how it ended', () => {
    const decision = {
      at: '2026-11-20T01:02:00Z',
      by: 'u1',
      by_name: '민지',
      via: 'telegram' as const,
      reason: 'too early',
    };
    const done = proposal({
      status: 'executed',
      decision: { ...decision, reason: null },
      execution: {
        id: 'e',
        status: 'executed',
        error: null,
        finished_at: null,
        verdict: 'improved',
      },
    });
    expect(renderCard(done, inSeoul('en'))).toMatchObject({
      decided: 'Approved by 민지 on Telegram (2026-11-20 10:02 UTC+9)',
      status: 'Executed · Outcome: improved',
    });
    expect(renderCard(proposal({ status: 'rejected', decision }), inSeoul('ko')).decided).toBe(
      '텔레그램에서 민지 님이 거절: too early (2026-11-20 10:02 UTC+9)',
    );
    const failed = proposal({
      status: 'failed',
      execution: {
        id: 'e',
        status: 'failed',
        error: { code: 'unreadable', message: 'Whether the change was made is not known: …' },
        finished_at: null,
        verdict: null,
      },
    });
    expect(renderCard(failed, inSeoul('ko')).status).toBe(
      '실행 실패 · 오류: 일주일 동안 읽을 수 없어 바뀌었는지 알 수 없습니다. 플랫폼에서 직접 확인하세요.',
    );
    expect(renderCard(failed, inSeoul('en')).status).toMatch(
      /^Failed · Error: It could not be read for a week/,
    );
    for (const code of ['some_code', 'constructor']) {
      const error = { code, message: 'not applied' };
      const unnamed = proposal({ ...failed, execution: { ...failed.execution!, error } });
      expect(renderCard(unnamed, inSeoul('ko')).status).toBe('실행 실패 · 오류: not applied');
    }
    expect(renderCard(proposal({ status: 'approved' }), inSeoul('en')).status).toBe(
      'Approved, waiting to be executed · Execute by 2026-11-21 09:00 UTC+9',
    );
    expect(
      renderCard(proposal({ status: 'approved', executable: false }), inSeoul('ko')).status,
    ).toBe('확인함 · 직접 처리할 일');
    const unasked = { ...decision, via: 'system' as const, reason: null };
    expect(
      renderCard(proposal({ status: 'executed', decision: unasked }), inSeoul('ko')).decided,
    ).toBe('자동 승인 (2026-11-20 10:02 UTC+9)');
    const snoozed = proposal({ snoozed_until: '2026-11-20T05:00:00Z' });
    expect(renderCard(snoozed, inSeoul('ko')).status).toContain('2026-11-20 14:00 UTC+9까지 미룸');
  });

  it.each([
    ['1000000', '999999', '₩1,000,000 → ₩999,999'],
    ['1000000', '999000', '₩1,000,000 → ₩999,000 (−0.1%)'],
    ['1000000', '1000001', '₩1,000,000 → ₩1,000,001'],
    ['0', '5000', '₩0 → ₩5,000'],
    [null, '5000', 'unknown → ₩5,000'],
  ])('of a budget from %s to %s reads %s', (before, after, text) => {
    const diff = [{ field: 'daily_budget' as const, before, after, currency: 'KRW' }];
    expect(renderCard(proposal({ diff }), inSeoul('en')).change).toBe(`Daily budget ${text}`);
  });

  it('says whose clock its times are of, also when that clock is set', () => {
    const by = (expires_at: string, timezone: string) =>
      renderCard(proposal({ expires_at }), { locale: 'en', timezone }).status;
    expect(by('2026-11-01T05:30:00Z', 'America/New_York')).toMatch(/ 2026-11-01 01:30 UTC-4$/);
    expect(by('2026-11-01T06:30:00Z', 'America/New_York')).toMatch(/ 2026-11-01 01:30 UTC-5$/);
    expect(by('2026-11-01T06:30:00Z', 'UTC')).toMatch(/ 2026-11-01 06:30 UTC$/);
    expect(by('2026-11-01T06:30:00Z', 'America/St_Johns')).toMatch(/ 2026-11-01 03:00 UTC-3:30$/);
  });

  it('lets no name or note write lines of its own, turn the figures around or be nothing', () => {
    const asked = { code: 'asked', values: { note: 'ok\u2028Risk: low\r\nDaily budget ₩1' } };
    const card = renderCard(
      proposal({
        entity_name: '봄\n일예산 ₩50,000 → ₩1\u202e 세트\u0007',
        reason: { ...asked, currency: 'KRW' },
        rule: { id: 'r1', name: 'A\nB', template: 'roas_floor', version: 1 },
      }),
      inSeoul('ko'),
    );
    expect(card.title).toBe('일예산 변경: 봄 일예산 ₩50,000 → ₩1 세트');
    expect(card.notes).toContain('규칙: A B');
    for (const line of [card.title, ...card.lines]) {
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
    }
    const unseen = renderCard(proposal({ entity_name: ' \u200b\u2069' }), inSeoul('ko'));
    expect(unseen.title).toBe('일예산 변경: 23');
    const family = '👨\u200d👩\u200d👧 می\u200cخواهم';
    expect(renderCard(proposal({ entity_name: family }), inSeoul('ko')).title).toContain(family);
  });

  it.each(LOCALES)('has words for every kind and status in %s', (locale) => {
    for (const kind of [...ACTION_KINDS, ...ADVICE_KINDS] as ProposalKind[]) {
      for (const status of Object.keys(PROPOSAL_TRANSITIONS) as ProposalStatus[]) {
        const advice = proposal({
          kind,
          status,
          subject: subjectOf(kind),
          executable: false,
          diff: [],
        });
        const card = renderCard(advice, inSeoul(locale));
        expect([card.title, ...card.lines].join('\n')).not.toMatch(/undefined|null|NaN/);
        expect(card.change).toBeNull();
      }
    }
  });
});

describe('errors of an execution', () => {
  it('are Korean in Korean', () => {
    for (const code of ['credentials', 'not_applied', 'unreadable', 'cap_exceeded']) {
      expect(executionErrorWords(code, 'ko')).toMatch(/^[^A-Za-z]+$/);
      expect(executionErrorWords(code, 'en')).toMatch(/^[^가-힣]+$/);
    }
    expect(executionErrorWords('some_code', 'en')).toBeNull();
  });
});

describe('reasons', () => {
  it.each(LOCALES)('of every template have words in %s', (locale) => {
    const words = locale === 'ko' ? REASONS_KO : REASONS_EN;
    for (const { reasons } of RULE_TEMPLATES) {
      expect(reasons.length).toBeGreaterThan(0);
      for (const code of reasons) {
        expect(words[code]).toBeTypeOf('function');
        expect(reasonText({ code, values: {}, currency: 'KRW' }, locale)).toContain(
          code === 'never_synced' ? '' : '–',
        );
      }
    }
    expect(Object.keys(REASONS_KO)).toEqual(Object.keys(REASONS_EN));
  });

  it('name only values their rule gives', () => {
    const [found] = judge(
      'kill_switch',
      historyOf([ad('a', { spend: 20, conversions: 0, clicks: 3 })]),
    );
    for (const locale of LOCALES) expect(reasonText(found!.reason, locale)).not.toContain('–');
  });

  it('count one day and one keyword as one', () => {
    const say = (code: string, values: Record<string, string | number>) =>
      reasonText({ code, values, currency: 'USD' }, 'en');
    expect(
      say('cpc_spike', { days: 1, cpc: '1', cpc_before: '0.5', clicks: '9', spend: '9' }),
    ).toBe(
      'A click cost $1.00 over the last day, $0.50 on the same weekdays before. Clicks 9, spend $9.00.',
    );
    const word = { days: 28, keyword_count: 1, spend: '30', conversions: '1', keywords: 'wax' };
    const shares = { cost_share: '9.5', click_share: '8', conversion_share: '1.2' };
    expect(say('keywords_without_conversions', { ...word, ...shares })).toBe(
      '1 keyword cost $30.00 in the last 28 days and brought 1 conversion. Excluding it takes away 9.5% of the cost, 8% of the clicks and 1.2% of the conversions: wax',
    );
  });

  it.each([
    ['59', '59분', '59 minutes'],
    ['61', '1시간 1분', '1 hour 1 minute'],
    ['120', '2시간', '2 hours'],
    ['1500', '1일 1시간', '1 day 1 hour'],
    ['14940', '10일 9시간', '10 days 9 hours'],
    ['0', '0분', '0 minutes'],
  ])('%s minutes are %s, %s', (minutes, ko, en) => {
    const reason = { code: 'data_stale', values: { minutes, limit: 120 }, currency: null };
    expect(reasonText(reason, 'ko')).toContain(`${ko} 동안 갱신되지 않았습니다(허용 2시간)`);
    expect(reasonText(reason, 'en')).toContain(`Not updated for ${en} (allowed: 2 hours)`);
  });

  it('without words show their code', () => {
    expect(reasonText({ code: 'whatever', values: {}, currency: null }, 'ko')).toBe('whatever');
  });
});

describe('figures', () => {
  it.each([
    ['50000', 'KRW', '₩50,000'],
    ['1234567.5', 'KRW', '₩1,234,568'],
    ['1234.5', 'USD', '$1,234.50'],
    ['-0.005', 'USD', '-$0.01'],
    ['12', 'CHF', 'CHF 12.00'],
    ['999', 'JPY', '¥999'],
  ])('%s %s reads %s', (amount, currency, text) => {
    expect(formatMoney({ amount, currency }, 'ko')).toBe(text);
  });

  it('keep amounts exact that a float cannot hold', () => {
    expect(formatMoney({ amount: '9007199254740993', currency: 'KRW' }, 'ko')).toBe(
      '₩9,007,199,254,740,993',
    );
  });

  it('round half away from zero and drop idle zeros', () => {
    expect(formatDecimal('0.125', 2, 'en')).toBe('0.13');
    expect(formatDecimal('1000', 1, 'ko')).toBe('1,000');
    expect(formatDecimal('-0.0001', 2, 'en')).toBe('0');
  });

  it('have names in both languages', () => {
    expect(Object.keys(CARD_WORDS.ko.metrics)).toEqual(Object.keys(CARD_WORDS.en.metrics));
    expect(Object.keys(CARD_WORDS.ko.notes)).toEqual(Object.keys(CARD_WORDS.en.notes));
  });
});

describe('the digest', () => {
  it('sums up shops, decisions and outcomes', () => {
    const input = {
      day: '2026-11-20',
      shops: [
        {
          name: '서울 상점',
          currency: 'KRW',
          basisDay: '2026-11-19',
          revenue: '1200000',
          spend: '300000',
          roas: null,
          stale: true,
        },
      ],
      moreShops: 0,
      open: Array.from({ length: 6 }, () => proposal()),
      executed: 2,
      failed: 0,
      verdicts: { improved: 1, worse: 0, inconclusive: 0 },
      stopped: 'all' as const,
    };
    expect(renderDigest(input, 'ko').lines).toEqual([
      '🛑 모든 쓰기가 멈춰 있습니다.',
      '서울 상점 (2026-11-19): 매출 ₩1,200,000 · 광고비 ₩300,000 · ROAS 알 수 없음 · 갱신 지연',
      '결정할 제안 6건',
      ...Array.from(
        { length: 5 },
        () => '· 일예산 변경: 봄 세트 (일예산 ₩50,000 → ₩40,000 (−20%)) · 위험: 보통',
      ),
      '… 외 1건',
      '실행 2건, 실패 0건',
      '실행 결과: 개선됨 1',
    ]);
    expect(renderDigest({ ...input, open: [], stopped: [] }, 'en').lines[1]).toBe(
      'Nothing waits for a decision.',
    );
  });

  it('tells which shops are stopped and how many it leaves out', () => {
    const nothing = {
      executed: 0,
      failed: 0,
      verdicts: { improved: 0, worse: 0, inconclusive: 0 },
    };
    const input = { ...nothing, day: '2026-11-20', shops: [], open: [] };
    expect(
      renderDigest({ ...input, stopped: ['서울\n상점', 'B'], moreShops: 3 }, 'ko').lines.slice(
        0,
        2,
      ),
    ).toEqual(['🛑 쓰기가 멈춘 쇼핑몰: 서울 상점, B', '… 외 쇼핑몰 3곳은 웹에서 볼 수 있습니다.']);
    expect(renderDigest({ ...input, stopped: [], moreShops: 1 }, 'en').lines[0]).toBe(
      '… and 1 more shop, in the web app',
    );
  });
});
