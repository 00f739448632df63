import { normaliseHeading } from './headings.ts';

/** How a field is called. Earlier aliases win over later ones when a file has several of them. */
export interface FieldAliases<F extends string> {
  /** Null: a known column that must not be taken for another field whose name it starts with. */
  field: F | null;
  /** Normalised: lower case, letters and digits only. */
  aliases: readonly string[];
  /** The column may carry a currency; a heading with a currency is never matched to another kind. */
  money?: boolean;
  /** No heading that merely starts with an alias belongs to it. */
  exactOnly?: boolean;
}

export interface MatchedColumns<F extends string> {
  index: Map<F, number>;
  /** Field of each column, null where unknown, ignored or beaten by a better column. */
  fields: (F | null)[];
  /** Columns that matched a field which another column holds. */
  rivals: { field: F; column: number }[];
}

interface Candidate<F> {
  field: F;
  column: number;
  exact: boolean;
  rank: number;
}

/** A rest like "당 비용" or "rate" makes of `purchases` another measure. */
const OTHER_MEASURE =
  /^(?:당|별|한|률|율)|비용|금액|평균|값|가치|점유|유형|고유|cost|per|rate|ratio|roas|value|share|average|unique|type|id$/;
const SHORTEST_PREFIX = 2;

/**
 * Maps headings to fields: by whole name, else by the longest alias a heading starts with. One column
 * per field: whole names first, then the earlier alias, then the column further left.
 */
export function matchColumns<F extends string>(
  headings: readonly string[],
  table: readonly FieldAliases<F>[],
): MatchedColumns<F> {
  const candidates = headings.flatMap((heading, column) => candidate(heading, column, table) ?? []);
  candidates.sort(
    (a, b) => Number(b.exact) - Number(a.exact) || a.rank - b.rank || a.column - b.column,
  );
  const index = new Map<F, number>();
  const rivals: { field: F; column: number }[] = [];
  for (const { field, column } of candidates) {
    if (index.has(field)) rivals.push({ field, column });
    else index.set(field, column);
  }
  const fields: (F | null)[] = headings.map(() => null);
  for (const [field, column] of index) fields[column] = field;
  return { index, fields, rivals };
}

function candidate<F extends string>(
  heading: string,
  column: number,
  table: readonly FieldAliases<F>[],
): Candidate<F> | null {
  const { key, currency } = normaliseHeading(heading);
  let best: (Omit<Candidate<F>, 'field'> & { field: F | null; length: number }) | null = null;
  for (const { field, aliases, money, exactOnly } of table) {
    if (currency && !money && field !== null) continue;
    for (const [rank, alias] of aliases.entries()) {
      const exact = key === alias;
      const rest = key.slice(alias.length);
      const fits =
        exact || (!exactOnly && key.startsWith(alias) && alias.length >= SHORTEST_PREFIX);
      if (!fits || (!exact && field !== null && OTHER_MEASURE.test(rest))) continue;
      const length = exact ? Number.POSITIVE_INFINITY : alias.length;
      if (!best || length > best.length) best = { field, column, exact, rank, length };
    }
  }
  return best?.field ? { ...best, field: best.field } : null;
}
