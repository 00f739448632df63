/** Apart from the handler, so that the document can name it. */
export const RENEWAL_PATH = '/api/v1/auth/renew';
