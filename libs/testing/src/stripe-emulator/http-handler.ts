import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StripeAccount } from './account';
import type { ApiReply, StripeApi } from './api';
import { actOnControls, isFromHere, showControls } from './control-routes';
import type { PageReply } from './hosted-routes';
import { actOnCheckout, showCheckout } from './hosted-routes';
import { showReceipt } from './receipt-page';

const MAX_BODY_BYTES = 1_000_000;
const BAD_GATEWAY = '<html><body>Bad gateway</body></html>';

/** What the HTTP side needs. `delivered` does something and waits for its webhooks to be taken. */
export interface HttpParts {
  readonly api: StripeApi;
  readonly account: StripeAccount;
  readonly delivered: <T>(action: () => T) => Promise<T>;
  readonly webhooks: { dropping: boolean };
}

/** Serves `/v1/*` (the API), `/pay/*` and `/receipts/*` (pages), `/control` (for developers). */
export async function handleRequest(
  parts: HttpParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  const method = request.method ?? '';
  if (body === undefined) return send(response, 413, 'text/plain', 'too large', {});
  if (path.startsWith('/v1/')) {
    const reply = parts.api.answer({
      method,
      path,
      form: method === 'GET' ? query : body,
      authorization: request.headers.authorization,
      idempotencyKey: single(request.headers['idempotency-key']),
    });
    return sendApi(response, reply);
  }
  if (path === '/control') return sendPage(response, await controls(parts, request, body));
  const receipt = method === 'GET' ? /^\/receipts\/(\w+)$/.exec(path)?.[1] : undefined;
  if (receipt !== undefined) return sendPage(response, showReceipt(parts.account, receipt));
  const id = /^\/pay\/(\w+)$/.exec(path)?.[1];
  if (id === undefined) return send(response, 404, 'text/plain', 'not found', {});
  if (method === 'GET') return sendPage(response, showCheckout(parts.account, id, query));
  if (method !== 'POST') return send(response, 405, 'text/plain', 'not allowed', {});
  sendPage(response, await actOnCheckout(parts.account, id, body, parts.delivered));
}

async function controls(
  parts: HttpParts,
  request: IncomingMessage,
  body: string,
): Promise<PageReply> {
  if (!isFromHere(request.headers, parts.account)) return { status: 403, html: '', headers: {} };
  if (request.method === 'GET') return showControls(parts);
  return request.method === 'POST'
    ? actOnControls(parts, body)
    : { status: 405, html: '', headers: { allow: 'GET, POST' } };
}

function sendApi(response: ServerResponse, { status, body, headers, fault }: ApiReply): void {
  const kind = fault?.kind;
  if (kind === 'stall') return;
  if (kind === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (kind === 'html') return send(response, 200, 'text/html', BAD_GATEWAY, headers);
  if (kind === 'empty') return send(response, 200, 'application/json', '', headers);
  const patch = typeof kind === 'object' ? kind.patch : {};
  send(response, status, 'application/json', JSON.stringify({ ...body, ...patch }), headers);
}

function sendPage(response: ServerResponse, reply: PageReply): void {
  send(response, reply.status, 'text/html; charset=utf-8', reply.html, reply.headers);
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): void {
  const length = String(Buffer.byteLength(body));
  response.writeHead(status, { ...headers, 'content-type': type, 'content-length': length });
  response.end(body);
}

/** The body as text, or nothing when it is too large. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return bytes > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
