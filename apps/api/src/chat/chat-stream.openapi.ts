import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { GENERATION_ID_HEADER } from '@prome-dify/contracts';

const EXAMPLE = `event: meta
id: 1
data: {"conversation_id":"0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa"}

event: answer
id: 8
data: {"content":"Hello! ","finished":false}

event: answer
id: 1000000000
data: {"content":"","finished":true}

event: usage
id: 1000000001
data: {"conversationId":"0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa","tokensUsed":25,"balanceAfter":975,"promptTokens":9,"completionTokens":16,"model":"demo","source":"provider"}

event: done
id: 1000000002
data: {"conversationId":"0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa","reason":"complete"}
`;

const DESCRIPTION = `Events, in this order:

- \`meta\` \`{conversation_id}\` when the conversation is new
- \`answer\` \`{content, finished}\`, any number: \`content\` is appended to what came before
- \`usage\` \`{conversationId, tokensUsed, balanceAfter, promptTokens, completionTokens, model, source}\`
  when tokens were charged
- last, one \`done\` \`{conversationId, reason: complete | length | stopped, limitedBy?}\` or \`error\`
  \`{error, code, balance?, retryAfter?}\`

Too few tokens is an \`error\` event with \`code: insufficient_tokens\`. Every event has an \`id\`;
comments keep the connection open.`;

/** Documents the event stream of an answer. */
export function ApiChatStream(): MethodDecorator {
  return applyDecorators(
    ApiResponse({
      status: 200,
      description: DESCRIPTION,
      headers: {
        [GENERATION_ID_HEADER]: {
          description: 'The generation, to resume or stop it',
          schema: { type: 'string', format: 'uuid' },
        },
      },
      content: { 'text/event-stream': { schema: { type: 'string' }, example: EXAMPLE } },
    }),
  );
}
