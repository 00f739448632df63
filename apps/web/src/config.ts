/** Where server components reach the API; the server that hosts the web app sets it before Next loads. */
export const apiOrigin = (): string => process.env.COMMERCE_API_ORIGIN ?? 'http://127.0.0.1:8010';

export const isDevelopment = process.env.NODE_ENV === 'development';
