import { random } from '../world/random.ts';

export interface GraphErrorBody {
  message: string;
  type: string;
  code: number;
  error_subcode?: number;
  is_transient?: boolean;
  error_user_title?: string;
  error_user_msg?: string;
  error_data?: string;
  fbtrace_id: string;
}

export interface GraphErrorInput {
  code: number;
  message: string;
  subcode?: number;
  status?: number;
  type?: string;
  transient?: boolean;
  title?: string;
  user?: string;
  /** Parameters the platform blames. */
  blame?: readonly string[];
  /** Minutes until an exhausted business-use-case budget recovers. */
  regainMinutes?: number;
}

/** A refusal in the platform's own shape; thrown anywhere below the server and rendered there. */
export class GraphError extends Error {
  readonly input: GraphErrorInput;

  constructor(input: GraphErrorInput) {
    super(input.message);
    this.input = input;
  }

  get status(): number {
    return this.input.status ?? 400;
  }

  body(): { error: GraphErrorBody } {
    const { code, message, subcode, type, transient, title, user, blame } = this.input;
    const prefixed = code > 0 && !message.startsWith('(#') && code !== 190 && code !== 102;
    return {
      error: {
        message: prefixed ? `(#${code}) ${message}` : message,
        type: type ?? 'OAuthException',
        code,
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
        is_transient: transient ?? false,
        ...(title ? { error_user_title: title } : {}),
        ...(user ? { error_user_msg: user } : {}),
        ...(blame
          ? { error_data: JSON.stringify({ blame_field_specs: blame.map((name) => [name]) }) }
          : {}),
        fbtrace_id: traceId(message),
      },
    };
  }
}

let traces = 0;

function traceId(message: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';
  const rng = random('trace', message, traces++);
  return `A${Array.from({ length: 22 }, () => rng.pick([...letters])).join('')}`;
}

export const invalidParameter = (message: string, blame?: readonly string[]) =>
  new GraphError({
    code: 100,
    message,
    title: 'Invalid parameter',
    user: message,
    ...(blame ? { blame } : {}),
  });

export const notVisible = (id: string) =>
  new GraphError({
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    message: `Unsupported request: no object with id '${id}' is visible to this token, or the operation does not exist on it.`,
  });

export const tokenExpired = () =>
  new GraphError({
    code: 190,
    subcode: 463,
    message: 'Error validating access token: the session has expired.',
  });

export const badToken = () =>
  new GraphError({ code: 190, message: 'Invalid OAuth access token: it cannot be parsed.' });

export const accountPermission = () =>
  new GraphError({
    code: 200,
    message: 'The ad account owner has not granted ads_management or ads_read to this app.',
  });

export const insightsBudget = (regainMinutes: number) =>
  new GraphError({
    code: 80000,
    subcode: 2446079,
    message: 'There have been too many insights calls to this ad account. Wait and try again.',
    regainMinutes,
  });

export const managementBudget = (regainMinutes: number) =>
  new GraphError({
    code: 80004,
    subcode: 2446079,
    message: 'There have been too many calls to this ad account. Wait and try again.',
    regainMinutes,
  });

export const syncTimeout = () =>
  new GraphError({
    code: 100,
    subcode: 1504018,
    message: 'The request timed out: ask for less data or use an asynchronous report.',
    title: 'Query timed out',
  });
