import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, request as send } from 'node:http';
import { StringDecoder } from 'node:string_decoder';
import { listen } from './listen';

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
const STREAM = { 'content-type': 'text/event-stream' };

/** The floor: every byte of the upstream goes on unread. */
export function pipe(upstreamUrl: string): void {
  listen((request, response) => {
    forward(upstreamUrl, request, response, (answer) => {
      response.writeHead(200, STREAM);
      answer.pipe(response);
    });
  });
}

/** Each event of the upstream is parsed and written anew; what came together goes on together. */
export function relay(upstreamUrl: string): void {
  listen((request, response) => {
    forward(upstreamUrl, request, response, (answer) => {
      response.writeHead(200, STREAM);
      const decoder = new StringDecoder('utf8');
      let rest = '';
      answer.on('data', (bytes: Buffer) => {
        const lines = (rest + decoder.write(bytes)).split('\n');
        rest = lines.pop() ?? '';
        const text = lines.map(contentOf).join('');
        if (text) response.write(`data: ${JSON.stringify({ content: text })}\n\n`);
      });
      answer.on('end', () => response.end('data: [DONE]\n\n'));
    });
  });
}

interface Chunk {
  readonly choices: readonly { readonly delta: { readonly content?: string } }[];
}

function contentOf(line: string): string {
  if (!line.startsWith('data: {')) return '';
  return (JSON.parse(line.slice('data: '.length)) as Chunk).choices[0]?.delta.content ?? '';
}

function forward(
  upstreamUrl: string,
  request: IncomingMessage,
  response: ServerResponse,
  answered: (answer: IncomingMessage) => void,
): void {
  const call = send(`${upstreamUrl}/v1/chat/completions`, { method: 'POST', agent }, answered);
  call.on('error', () => response.destroy());
  response.on('close', () => call.destroy());
  request.pipe(call);
}
