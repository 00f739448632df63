import { useTranslations } from 'next-intl';
import type { Verdict } from '../api/types.ts';
import { Tag } from '../feedback/tag.tsx';

const TONES: Readonly<Record<Verdict, 'good' | 'bad' | 'plain'>> = {
  improved: 'good',
  worse: 'bad',
  inconclusive: 'plain',
};

/** How it went after a change, in a word. */
export function VerdictTag({ verdict }: { verdict: Verdict }) {
  const t = useTranslations('decide');
  return <Tag tone={TONES[verdict]}>{t(`verdict.${verdict}`)}</Tag>;
}
