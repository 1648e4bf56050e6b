import type { ConversationView, MessageView } from '@prome-dify/contracts';

/** Writes a conversation as one JSON document, message by message; `more` goes before it. */
export async function* writeJson(
  conversation: ConversationView,
  messages: AsyncIterable<MessageView>,
  more: object = {},
): AsyncGenerator<string> {
  yield `${JSON.stringify({ ...more, conversation }).slice(0, -1)},"messages":[`;
  let separator = '';
  for await (const message of messages) {
    yield separator + JSON.stringify(message);
    separator = ',';
  }
  yield ']}';
}

/** Writes a conversation as Markdown: answers as they are, questions as quotations of plain text. */
export async function* writeMarkdown(
  { title, createdAt }: ConversationView,
  messages: AsyncIterable<MessageView>,
): AsyncGenerator<string> {
  yield `# ${plain(title)}\n\n${createdAt}\n`;
  for await (const { role, content, model, status } of messages) {
    if (role === 'user') yield `\n## You\n\n${plain(content).replaceAll(/^/gm, '> ')}\n`;
    else yield `\n## ${plain(model ?? 'Answer')}${ended(status)}\n\n${content}\n`;
  }
}

/** The `Content-Disposition` of a file with this title, whatever characters are in it. */
export function dispositionOf(title: string, extension: 'md' | 'json'): string {
  const name = title.replaceAll(/[\p{C}\s/\\:*?"<>|]+/gu, ' ').replaceAll(/^[\s.]+|[\s.]+$/g, '');
  const encoded = encodeURIComponent(`${name || 'conversation'}.${extension}`).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="conversation.${extension}"; filename*=UTF-8''${encoded}`;
}

/** What people typed is no markup. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|~]/g, '\\$&');
}

function ended(status: MessageView['status']): string {
  return status === 'complete' ? '' : ` (${status})`;
}
