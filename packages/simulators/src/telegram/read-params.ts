import { badRequest } from './errors.ts';
import type { Params } from './methods.ts';

/** The parameters of a call, sent as JSON, as a form or as multipart/form-data. */
export async function readParams(contentType: string, body: Buffer, query: URLSearchParams) {
  const params: Record<string, unknown> = Object.fromEntries(query);
  if (body.byteLength === 0) return params satisfies Params;
  if (contentType.includes('application/json')) {
    try {
      return Object.assign(params, JSON.parse(body.toString('utf8'))) as Params;
    } catch {
      throw badRequest("can't parse request body JSON object");
    }
  }
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': contentType },
  })
    .formData()
    .catch(() => {
      throw badRequest("can't parse request body");
    });
  for (const [name, value] of form.entries()) {
    params[name] = typeof value === 'string' ? fromForm(value) : value;
  }
  return params satisfies Params;
}

/** In a form, lists and objects are JSON texts. */
function fromForm(value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
