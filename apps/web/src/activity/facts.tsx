import type { ReactNode } from 'react';
import classes from './activity.module.css';

/** Recorded facts, word for word, behind a line that opens them. */
export function Facts(props: {
  label: ReactNode;
  parts: readonly { title: string; facts: unknown }[];
}) {
  const parts = props.parts.filter(({ facts }) => facts !== null && facts !== undefined);
  if (parts.length === 0) return null;
  return (
    <details className={classes.facts}>
      <summary>{props.label}</summary>
      <dl>
        {parts.map(({ title, facts }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              <pre tabIndex={0} role="group" aria-label={title}>
                {typeof facts === 'string' ? facts : JSON.stringify(facts, null, 2)}
              </pre>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
