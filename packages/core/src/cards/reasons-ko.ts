import type { ReasonValues } from './values.ts';

type Say = (v: ReasonValues) => string;

/** Why, in Korean, by reason code. */
export const REASONS_KO: Readonly<Record<string, Say>> = {
  asked: (v) => (v.has('note') ? `요청: ${v.text('note')}` : '사람이 요청한 변경입니다.'),
  undo: () => '이전에 실행한 변경을 되돌립니다.',
  spend_without_conversions: (v) =>
    `최근 ${v.count('days')}일 지출이 ${v.money('spend')}인데 전환이 없습니다. 아직 집계 중인 전환을 감안하면 지출은 ${v.money('counted_spend')}, 한도는 ${v.money('limit')}입니다.`,
  landing_views_without_signal: (v) =>
    `최근 ${v.count('days')}일 랜딩 조회 ${v.count('visits')}회(기준 ${v.count('limit')}회)에 장바구니·결제·리드·전환이 하나도 없습니다. 지출은 ${v.money('spend')}입니다. 페이지와 픽셀도 확인하세요.`,
  clicks_without_signal: (v) =>
    `최근 ${v.count('days')}일 클릭 ${v.count('visits')}회(기준 ${v.count('limit')}회)에 장바구니·결제·리드·전환이 하나도 없습니다. 지출은 ${v.money('spend')}입니다. 페이지와 픽셀도 확인하세요.`,
  roas_below_floor: (v) =>
    `${v.count('days')}일 연속 ROAS가 하한 ${v.number('floor')} 아래입니다. 들어올 전환까지 더해도 ${v.number('roas')}입니다(지출 ${v.money('spend')}, 예상 전환 매출 ${v.money('value')}).`,
  cpa_above_ceiling: (v) =>
    `최근 ${v.count('days')}일 전환당 비용이 ${v.money('cpa')}입니다. 상한 ${v.money('ceiling')}보다 높습니다. ${cpaBasis(v)}`,
  cpa_far_above_ceiling: (v) =>
    `최근 ${v.count('days')}일 전환당 비용이 ${v.money('cpa')}입니다. 상한 ${v.money('ceiling')}보다 훨씬 높습니다. ${cpaBasis(v)}`,
  roas_well_above_target: (v) =>
    `최근 ${v.count('days')}일 ROAS가 목표 ${v.number('target')}보다 높은 ${v.number('roas')}이고 예산도 거의 다 씁니다. 전환 ${v.count('conversions')}건, 지출 ${v.money('spend')}.`,
  paused_beats_siblings: (v) =>
    `지금은 꺼져 있지만 최근 ${v.count('days')}일 ROAS는 ${v.number('roas')}입니다. 같은 그룹의 나머지는 ${v.number('siblings_roas')}입니다. 전환 ${v.count('conversions')}건, 지출 ${v.money('spend')}.`,
  starved_beats_siblings: (v) =>
    `최근 ${v.count('days')}일 ROAS는 ${v.number('roas')}, 같은 그룹의 나머지는 ${v.number('siblings_roas')}입니다. 그런데 최근 지출에서 차지하는 비중은 ${v.percent('share')}뿐입니다. 전환 ${v.count('conversions')}건.`,
  ctr_falls_frequency_rises: (v) =>
    `최근 ${v.count('days')}일 클릭률 ${v.percent('ctr_before')} → ${v.percent('ctr')} (${v.percent('drop')} 하락), 하루 빈도 ${v.number('frequency_before')} → ${v.number('frequency')}.`,
  budget_underspent: (v) =>
    `${v.count('days')}일 내내 일예산을 다 못 쓰고 있습니다. 일예산은 ${v.money('budget')}인데 평균 ${v.percent('used')}만 썼습니다(합계 ${v.money('spend')}). 입찰가·타겟·승인 상태를 확인하세요.`,
  budget_overspent: (v) =>
    `최근 ${v.count('days')}일 동안 일예산 ${v.money('budget')}의 ${v.percent('used')}를 썼습니다(합계 ${v.money('spend')}).`,
  budget_exhausted: (v) =>
    `${v.count('days')}일 내내 일예산 ${v.money('budget')}의 대부분(${v.percent('used')})을 쓰면서 목표 ROAS를 지키고 있습니다.`,
  lifetime_budget_behind: (v) =>
    `기간은 ${v.percent('elapsed')} 지났는데 총예산 ${v.money('budget')}의 ${v.percent('used')}만 썼습니다.`,
  lifetime_budget_ahead: (v) =>
    `기간은 ${v.percent('elapsed')} 지났는데 총예산 ${v.money('budget')}의 ${v.percent('used')}를 이미 썼습니다.`,
  spend_jump: (v) =>
    `${v.text('day')} 지출이 ${v.money('spend')}입니다. 같은 요일 평소 지출 ${v.money('usual')}의 ${v.number('times')}배입니다.`,
  spend_out_of_hand: (v) =>
    `${v.text('day')} 지출이 ${v.money('spend')}까지 치솟았습니다. 같은 요일 평소 지출 ${v.money('usual')}의 ${v.number('times')}배입니다.`,
  delivery_collapse: (v) =>
    `${v.text('day')} 노출이 ${v.count('impressions')}회뿐입니다. 같은 요일 평소에는 ${v.count('usual')}회입니다. 결제·심사·입찰 상태를 확인하세요.`,
  delivery_not_reported: (v) =>
    `${v.text('day')}까지 이틀간 보고된 수치가 없습니다. 같은 요일 평소에는 노출이 ${v.count('usual')}회입니다.`,
  cpc_spike: (v) =>
    `최근 ${v.count('days')}일 클릭당 비용은 ${v.money('cpc')}, 이전 같은 요일에는 ${v.money('cpc_before')}입니다. 클릭 ${v.count('clicks')}회, 지출 ${v.money('spend')}.`,
  keywords_without_conversions: (v) =>
    `최근 ${v.count('days')}일 키워드 ${v.count('keyword_count')}개의 지출이 ${v.money('spend')}인데 전환은 ${v.count('conversions')}건입니다. 제외하면 비용 ${v.percent('cost_share')}, 클릭 ${v.percent('click_share')}, 전환 ${v.percent('conversion_share')}가 줄어듭니다: ${v.text('keywords')}`,
  data_stale: (v) =>
    `${v.duration('minutes')} 동안 갱신되지 않았습니다(허용 ${v.duration('limit')}). 연결 상태를 확인하세요.`,
  never_synced: () => '아직 한 번도 데이터를 읽지 못했습니다. 연결 상태를 확인하세요.',
};

const cpaBasis = (v: ReasonValues): string =>
  `지출 ${v.money('spend')}, 전환 ${v.count('conversions')}건(들어올 전환을 더하면 ${v.count('expected_conversions')}건).`;
