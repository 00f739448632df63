import { type Variable, VARIABLES } from './variables.ts';

/** The table of docs/ENV_SPEC.md, as Markdown. */
export function variablesTable(): string {
  const rows = Object.entries(VARIABLES).map(([name, variable]: [string, Variable]) => {
    const cells = [
      `\`${name}\``,
      variable.meaning,
      variable.default,
      variable.secret ? 'yes' : 'no',
    ];
    return `| ${[...cells, `\`${variable.example}\``].join(' | ')} |`;
  });
  return ['| name | meaning | default | secret | example |', '|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}
