import { figureText } from '@commerce/api/cards';
import type { CSSProperties } from 'react';
import type { EvidenceFigure } from '../api/types.ts';
import { useCardLocale } from './use-card.ts';
import classes from './proposal.module.css';

/** The figures a decision stands on, each with what it was compared with as words and as a mark on a bar. */
export function EvidenceFigures(props: { figures: EvidenceFigure[]; currency: string | null }) {
  const locale = useCardLocale();
  return (
    <ul className={classes.figures}>
      {props.figures.map((figure) => {
        const bar = barOf(figure);
        return (
          <li key={figure.metric}>
            <span>{figureText(figure, props.currency, locale)}</span>
            {bar && <span className={classes.bar} style={bar} aria-hidden />}
          </li>
        );
      })}
    </ul>
  );
}

/** Where value and comparison lie on a bar as long as the larger of them. */
function barOf({ value, compared }: EvidenceFigure): CSSProperties | null {
  const [is, other] = [Number(value ?? Number.NaN), Number(compared?.value ?? Number.NaN)];
  const longest = Math.max(is, other);
  if (!(longest > 0) || is < 0 || other < 0) return null;
  return {
    '--is': `${(is / longest) * 100}%`,
    '--other': `${(other / longest) * 100}%`,
  } as CSSProperties;
}
