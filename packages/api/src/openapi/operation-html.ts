import { escapeHtml as e } from './escape-html.ts';
import { linked } from './linked.ts';
import { type SchemaNode, schemaText } from './schema-text.ts';

type Content = { 'application/json'?: { schema?: SchemaNode; example?: unknown } };

/** One operation of the document, as far as the reference shows it. */
export interface OperationNode {
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: {
    name: string;
    in: string;
    required?: boolean;
    description?: string;
    schema?: SchemaNode;
  }[];
  requestBody?: { content?: Content };
  responses?: Record<string, { description?: string; content?: Content }>;
  'x-access'?: string;
  'x-audit'?: { records: string | string[] };
}

const WHO: Readonly<Record<string, string>> = {
  public: 'Anybody',
  read: 'Whoever is signed in',
  propose: 'Signed in; of keys those with the propose or the write scope',
  write: 'Signed in; of keys those with the write scope',
};

/** An operation as a section that opens. */
export function operationHtml(
  entry: { path: string; method: string; operation: OperationNode },
  schemaNames: readonly string[],
): string {
  const { path, method, operation } = entry;
  const body = operation.requestBody?.content?.['application/json'];
  const [done, ...refused] = Object.entries(operation.responses ?? {});
  const answer = done?.[1].content?.['application/json'];
  return `<details class="entry"><summary><b class="${e(method)}">${e(method.toUpperCase())}</b> <code>${e(path)}</code> <span>${e(operation.summary ?? '')}</span></summary>
${operation.description ? `<p>${e(operation.description)}</p>` : ''}
<p class="who">${e(WHO[operation['x-access'] ?? ''] ?? '')}. ${e(auditWords(operation))}</p>
${parameters(operation)}
${block('Body', body, schemaNames)}${example('Example', body?.example)}
${block(`Answer ${done?.[0] ?? ''}`, answer, schemaNames)}${example('Example', answer?.example)}
${refused.map(([status, { description }]) => `<p><b>${e(status)}</b> ${e((description ?? '').replaceAll('`', ''))}</p>`).join('')}
</details>`;
}

function auditWords(operation: OperationNode): string {
  const records = operation['x-audit']?.records;
  return Array.isArray(records)
    ? `The audit log gets ${records.join(', ')}.`
    : 'Nothing is written to the audit log.';
}

function parameters({ parameters: list = [] }: OperationNode): string {
  if (list.length === 0) return '';
  const rows = list.map(
    ({ name, in: place, required, schema, description }) =>
      `<tr><td><code>${e(name)}</code></td><td>${e(place)}${required ? ', required' : ''}</td><td>${e(schemaText(schema ?? {}))}</td><td>${e(description ?? '')}</td></tr>`,
  );
  return `<table><tr><th>parameter</th><th>in</th><th>type</th><th></th></tr>${rows.join('')}</table>`;
}

const block = (
  title: string,
  content: { schema?: SchemaNode } | undefined,
  names: readonly string[],
): string =>
  content?.schema
    ? `<h3>${e(title)}</h3><pre>${linked(schemaText(content.schema), names)}</pre>`
    : '';

const example = (title: string, value: unknown): string =>
  value === undefined ? '' : `<h3>${e(title)}</h3><pre>${e(JSON.stringify(value, null, 2))}</pre>`;
