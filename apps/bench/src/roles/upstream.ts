import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ShapeName } from '../shapes';
import { SHAPES } from '../shapes';
import { stamp } from '../stamps';
import { listen } from './listen';

const HEAD = '{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1790000000,"model":"m"';
const LAST = `data: ${HEAD},"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n`;

/** A model server as fast as plain Node allows: it answers with stamps, in the shape asked for. */
export function upstream(): void {
  listen((request, response) => void answer(request, response));
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { model } = JSON.parse(await text(request)) as { readonly model: ShapeName };
  const { deltas, paceMs } = SHAPES[model];
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (paceMs === 0) {
    response.end(Array.from({ length: deltas }, delta).join('') + endOf(deltas));
    return;
  }
  let sent = 0;
  const send = () => {
    sent += 1;
    if (sent <= deltas) return void response.write(delta());
    response.end(endOf(deltas));
    clearInterval(timer);
  };
  const timer = setInterval(send, paceMs);
  response.on('close', () => clearInterval(timer));
  send();
}

function delta(): string {
  return `data: ${HEAD},"choices":[{"index":0,"delta":{"content":"${stamp()}"},"finish_reason":null}]}\n\n`;
}

function endOf(deltas: number): string {
  const counts = `"prompt_tokens":10,"completion_tokens":${deltas},"total_tokens":${deltas + 10}`;
  return `${LAST}data: ${HEAD},"choices":[],"usage":{${counts}}}\n\ndata: [DONE]\n\n`;
}
