/** A bulk operation as the API shows it; counts and sizes are numbers here, strings on the wire. */
export interface BulkOperation {
  __typename: 'BulkOperation';
  id: string;
  type: 'QUERY';
  status: 'CREATED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELING' | 'CANCELED' | 'EXPIRED';
  errorCode: 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT' | null;
  query: string;
  groupObjects: boolean;
  createdAt: number;
  completedAt: number | null;
  objectCount: number;
  rootObjectCount: number;
  fileSize: number | null;
  url: string | null;
  partialDataUrl: string | null;
}

/** How an operation is made to end when a failure was ordered; null = as it should. */
export type BulkFate =
  | 'bulk_failed'
  | 'bulk_partial'
  | 'bulk_zero_rows'
  | 'bulk_url_expired'
  | null;

export interface UserError {
  field: string[] | null;
  message: string;
  code?: string;
}
