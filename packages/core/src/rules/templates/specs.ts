import type { ParameterSpec, Words } from '../template.ts';

type Range = Pick<ParameterSpec, 'default' | 'min' | 'max'>;

export const spec = (
  name: string,
  type: ParameterSpec['type'],
  range: Range,
  label: Words,
  help: Words,
): ParameterSpec => ({ name, type, ...range, label, help });

export const daysSpec = (range: Range, help: Words, name = 'days'): ParameterSpec =>
  spec(name, 'days', range, { ko: '판단 기간(일)', en: 'Days judged' }, help);

export const reduceSpec: ParameterSpec = spec(
  'reduce',
  'percent',
  { default: '20', min: '1', max: '90' },
  { ko: '예산 감액(%)', en: 'Reduce budget by (%)' },
  {
    ko: '제안하는 일예산 감액 비율입니다.',
    en: 'How much the daily budget is proposed to go down.',
  },
);

export const raiseSpec: ParameterSpec = spec(
  'raise',
  'percent',
  { default: '20', min: '1', max: '100' },
  { ko: '예산 증액(%)', en: 'Raise budget by (%)' },
  {
    ko: '제안하는 일예산 증액 비율입니다.',
    en: 'How much the daily budget is proposed to go up.',
  },
);
