import type { Api } from '../create-api.ts';
import { openApiDocument } from '../openapi/document.ts';
import { referencePage } from '../openapi/reference-page.ts';

export const DOCUMENT_PATH = '/api/openapi.json';
export const REFERENCE_PATH = '/api/docs';

/** The OpenAPI document and the reference page made from it. Neither says anything about this server. */
export function mountDocuments(api: Api): void {
  api.get(DOCUMENT_PATH, (c) => c.json(openApiDocument()));
  api.get(REFERENCE_PATH, (c) => {
    const { html, policy } = referencePage();
    c.header('Content-Security-Policy', policy);
    return c.html(html);
  });
}
