import type { ReactNode } from 'react';
import classes from './connect.module.css';

/** What came of sending a form. */
export function FormMessage(props: {
  tone: 'good' | 'bad' | 'warn';
  title?: string;
  text: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div
      className={classes.message}
      data-tone={props.tone}
      role={props.tone === 'bad' ? 'alert' : 'status'}
    >
      {props.title && <strong>{props.title}</strong>}
      <p>{props.text}</p>
      {props.children}
    </div>
  );
}
