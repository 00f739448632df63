/** The views of what happened: our own writes, everything that moved a shop's ads, and who did what. */
export const VIEWS = ['executions', 'timeline', 'audit'] as const;
export type View = (typeof VIEWS)[number];

export interface ActivityQuery {
  view: View;
  shop: string | undefined;
  /** One ad object of the timeline, as the platform calls it. */
  entity: string | undefined;
  /** The audit log with what AI assistants looked at. */
  reads: boolean;
  cursor: string | undefined;
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOST_CHARACTERS = { entity: 128, cursor: 300 };

/** What an address asks for; anything else in it is passed over. */
export function readActivityQuery(query: Query): ActivityQuery {
  const text = (name: keyof typeof MOST_CHARACTERS): string | undefined => {
    const value = query[name];
    const isText = typeof value === 'string' && value !== '';
    return isText && value.length <= MOST_CHARACTERS[name] ? value : undefined;
  };
  const view = VIEWS.find((candidate) => candidate === query.view) ?? 'executions';
  return {
    view,
    shop: typeof query.shop === 'string' && UUID.test(query.shop) ? query.shop : undefined,
    entity: view === 'timeline' ? text('entity') : undefined,
    reads: view === 'audit' && query.reads === 'show',
    cursor: text('cursor'),
  };
}

/** The address of a view; the inverse of `readActivityQuery`. */
export function activityPath(query: Partial<ActivityQuery>): string {
  const search = new URLSearchParams();
  if (query.view && query.view !== 'executions') search.set('view', query.view);
  if (query.shop) search.set('shop', query.shop);
  if (query.entity) search.set('entity', query.entity);
  if (query.reads) search.set('reads', 'show');
  if (query.cursor) search.set('cursor', query.cursor);
  return search.size > 0 ? `/activity?${search}` : '/activity';
}
