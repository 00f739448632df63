import { createHash } from 'node:crypto';
import { STATUS } from '../errors/error-table.ts';
import { openApiDocument } from './document.ts';
import { escapeHtml as e } from './escape-html.ts';
import { linked } from './linked.ts';
import { operationHtml, type OperationNode } from './operation-html.ts';
import { REFERENCE_SCRIPT, REFERENCE_STYLE } from './reference-assets.ts';
import { type SchemaNode, schemaText } from './schema-text.ts';

export interface ReferencePage {
  html: string;
  /** Allows exactly the page's own style and script. */
  policy: string;
}

let made: ReferencePage | undefined;

/** The API's reference for people, rendered once from the document. Loads nothing from anywhere. */
export function referencePage(): ReferencePage {
  made ??= { html: render(), policy: policy() };
  return made;
}

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const policy = (): string =>
  `default-src 'none'; style-src ${hashOf(REFERENCE_STYLE)}; script-src ${hashOf(REFERENCE_SCRIPT)}; ` +
  "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

function render(): string {
  const document = openApiDocument();
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, OperationNode>).map(([method, operation]) => ({
      path,
      method,
      operation,
    })),
  );
  // The stores are the shops under another name; showing both would only make the list longer.
  const shown = operations.filter(({ path }) => !path.startsWith('/api/v1/stores'));
  const names = Object.keys(document.components?.schemas ?? {});
  const tags = [...new Set(shown.flatMap(({ operation }) => operation.tags ?? []))];
  const groups = tags.map((tag) => {
    const own = shown.filter(({ operation }) => operation.tags?.includes(tag));
    return `<section><h2>${e(tag)}</h2>${own.map((entry) => operationHtml(entry, names)).join('')}</section>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Commerce API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>${REFERENCE_STYLE}</style></head>
<body><header><h1>Commerce API</h1>
${paragraphs(document.info.description ?? '')}
<p>Machine-readable: <a href="/api/openapi.json">openapi.json</a>. Shops answer under <code>/api/v1/stores…</code> as well.</p>
<label>Find <input id="find" type="search" autocomplete="off" placeholder="metrics, sync, forbidden…"></label>
<p id="none" hidden>Nothing here fits.</p></header>
<main>${groups.join('')}${errorCodes()}${schemas(document.components?.schemas ?? {}, names)}</main>
<script>${REFERENCE_SCRIPT}</script></body></html>`;
}

const paragraphs = (markdown: string): string =>
  markdown
    .split('\n\n')
    .map((part) => {
      const coded = e(part).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
      return `<p>${coded.replaceAll(/\*([^*]+)\*/g, '<em>$1</em>')}</p>`;
    })
    .join('');

function errorCodes(): string {
  const rows = Object.entries(STATUS).map(
    ([code, status]) => `<tr><td><code>${e(code)}</code></td><td>${status}</td></tr>`,
  );
  return `<section><h2>Error codes</h2><table class="entry"><tr><th>code</th><th>status</th></tr>${rows.join('')}</table></section>`;
}

function schemas(all: Record<string, unknown>, names: readonly string[]): string {
  const items = Object.entries(all).map(
    ([name, schema]) =>
      `<details class="entry" id="schema-${e(name)}"><summary><code>${e(name)}</code></summary><pre>${linked(schemaText(schema as SchemaNode), names)}</pre></details>`,
  );
  return `<section><h2>Schemas</h2>${items.join('')}</section>`;
}
