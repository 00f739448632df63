import {
  accountPermission,
  GraphError,
  insightsBudget,
  managementBudget,
  notVisible,
  syncTimeout,
  tokenExpired,
} from './errors.ts';
import type { Fault } from './faults.ts';

/** The refusal a fault stands for, or null when the fault acts elsewhere. */
export function faultError(fault: Required<Fault>, path: string): GraphError | null {
  switch (fault.kind) {
    case 'throttled':
      return new GraphError({ code: 4, message: 'Application request limit reached.' });
    case 'account_throttled':
      return new GraphError({
        code: 17,
        subcode: 2446079,
        message: 'User request limit reached.',
      });
    case 'buc': {
      const minutes = fault.amount || 7;
      return path.includes('insights') ? insightsBudget(minutes) : managementBudget(minutes);
    }
    case 'insights_busy':
      return new GraphError({
        code: 4,
        subcode: 1504022,
        message: 'Too many insights requests from this app at the moment.',
      });
    case 'transient':
      return new GraphError({
        code: 2,
        status: 500,
        transient: true,
        message: 'Service temporarily unavailable.',
      });
    case 'unknown':
      return new GraphError({ code: 1, subcode: 99, status: 500, message: 'Unknown error.' });
    case 'too_much_data':
      return new GraphError({
        code: 1,
        status: 500,
        message: 'Please reduce the amount of data you are asking for, then retry.',
      });
    case 'error_in_200':
      return new GraphError({
        code: 2,
        status: 200,
        transient: true,
        message: 'Service temporarily unavailable.',
      });
    case 'token_expired':
      return tokenExpired();
    case 'session_invalid':
      return new GraphError({ code: 102, message: 'The session is invalid or was ended.' });
    case 'permission':
      return accountPermission();
    case 'not_visible':
      return notVisible(path);
    case 'bad_cursor':
      return new GraphError({ code: 2642, message: 'Invalid cursor values.' });
    case 'sync_timeout':
      return syncTimeout();
    default:
      return null;
  }
}
