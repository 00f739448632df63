import { type ReactNode, useId } from 'react';
import classes from './page.module.css';

/** A titled area of a page. */
export function Panel(props: {
  title: string;
  note?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <div className={classes.panelHead}>
        <h2 id={id}>{props.title}</h2>
        {props.note && <p>{props.note}</p>}
        {props.aside && (
          <>
            <span className={classes.spacer} />
            {props.aside}
          </>
        )}
      </div>
      {props.children}
    </section>
  );
}
