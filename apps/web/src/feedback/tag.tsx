import type { ReactNode } from 'react';
import classes from './tag.module.css';

/** A short word about a row's condition. */
export function Tag(props: {
  tone?: 'plain' | 'good' | 'warn' | 'bad' | 'accent';
  children: ReactNode;
}) {
  return (
    <span className={classes.tag} data-tone={props.tone ?? 'plain'}>
      {props.children}
    </span>
  );
}
