import type { Freshness } from '../api/types.ts';
import classes from './freshness-dot.module.css';

/** A mark beside words that say the same; never the only carrier of the state. */
export function FreshnessDot(props: { state: Freshness['state']; syncing: boolean }) {
  return (
    <span
      className={classes.dot}
      data-state={props.state}
      data-syncing={props.syncing || undefined}
      aria-hidden
    />
  );
}
