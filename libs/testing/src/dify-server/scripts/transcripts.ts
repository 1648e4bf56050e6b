import type { DifyScript } from '../dify-app-call';
import { difyAnswering, difyWireUsage, DIFY_WORDS as words } from './answering';

const NOTHING = difyWireUsage(0, 0);

/** A workflow whose model failed: it ends without `message_end`. */
const chatflowFailed: DifyScript = async (call) => {
  await call.workflow('workflow_started');
  await call.send('message', { answer: 'Hello ' });
  const failed = { status: 'failed', outputs: {}, error: 'UPSTREAM TEXT', total_steps: 2 };
  await call.workflow('workflow_finished', { ...failed, total_tokens: 40 });
  await call.fail(500, 'internal_server_error');
  call.end();
};

/** A workflow that waits for a person to fill in a form. */
const humanInput: DifyScript = async (call) => {
  await call.workflow('workflow_started');
  await call.send('message', { answer: 'Hello ' });
  await call.workflow('human_input_required', { form_id: 'f', node_id: 'n' });
  await call.workflow('workflow_paused', { paused_nodes: ['n'] });
  call.end();
};

/** The moderation takes back what was said. */
const moderated: DifyScript = async (call) => {
  for (const answer of words) await call.send('message', { answer });
  await call.send('message_replace', { answer: 'I cannot say that.', reason: 'moderation' });
  await call.messageEnd(difyWireUsage(12, 5));
  call.end();
};

/** Reads aloud, also after the end; the sound never comes to an end. */
const spoken: DifyScript = async (call) => {
  await call.send('message', { answer: words.join('') });
  await call.send('tts_message', { audio: '//PkxAAA' });
  await call.messageEnd(difyWireUsage(12, 5));
  while (!call.gone.aborted) {
    await call.send('tts_message', { audio: '//PkxAAA' });
    await call.wait(20);
  }
};

/** Thinks in a channel of its own, and shows that it is alive. */
const thinking: DifyScript = async (call) => {
  await call.workflow('workflow_started');
  await call.ping();
  const thought = { message_id: call.task.messageId, node_id: 'llm', is_final: false };
  await call.workflow('reasoning_chunk', { ...thought, reasoning: 'Let me ' });
  await call.workflow('reasoning_chunk', { ...thought, reasoning: 'think.', is_final: true });
  await call.ping();
  for (const answer of words) await call.send('message', { answer });
  await call.messageEnd(difyWireUsage(12, 9));
  await call.workflow('workflow_finished', { status: 'succeeded', total_tokens: 21 });
  call.end();
};

/** Calls a tool between its words, and shows a picture. */
const agentWithTool: DifyScript = async (call) => {
  const thought = { id: 't', position: 1, thought: 'Hello from ', observation: '', tool: 'search' };
  await call.send('agent_message', { answer: 'Hello from ' });
  await call.send('agent_thought', { ...thought, tool_input: '{"q":1}', message_files: ['f'] });
  await call.send('message_file', { id: 'f', type: 'image', belongs_to: 'assistant', url: '/f' });
  await call.send('agent_message', { answer: 'the Dify app.' });
  await call.messageEnd(difyWireUsage(40, 9));
  call.end();
};

/** One node was tried again, one in a loop: much is told that is none of our business. */
const chattyChatflow: DifyScript = async (call) => {
  await call.workflow('workflow_started');
  for (const kind of ['iteration', 'loop']) {
    for (const step of ['started', 'next', 'completed']) await call.workflow(`${kind}_${step}`);
  }
  await call.workflow('node_retry', { retry_index: 1, error: 'UPSTREAM TEXT' });
  for (const answer of words) await call.send('message', { answer });
  await call.workflow('event_of_a_future_version', { answer: 'not text' });
  await call.messageEnd(difyWireUsage(12, 5));
  await call.workflow('workflow_finished', { status: 'partial-succeeded', total_tokens: 17 });
  call.end();
};

/** How the kinds of apps answer. */
export const TRANSCRIPTS = {
  chatbot: difyAnswering({ app: 'chatbot', words }),
  chatflow: difyAnswering({ app: 'chatflow', words }),
  chatflowFinishesFirst: difyAnswering({ app: 'chatflow', words, finishesFirst: true }),
  agent: difyAnswering({ app: 'agent', words }),
  newAgent: difyAnswering({ app: 'new-agent', words }),
  slow: difyAnswering({ app: 'chatbot', words: Array<string>(2_000).fill('word '), paceMs: 20 }),
  slowChatflow: difyAnswering({
    ...{ app: 'chatflow', words: Array<string>(2_000).fill('word '), paceMs: 20 },
  }),
  chatflowCountedBySum: difyAnswering({ app: 'chatflow', words, usage: NOTHING, total: 40 }),
  chatflowCountedNothing: difyAnswering({ app: 'chatflow', words, usage: NOTHING, total: 0 }),
  chatbotCountedNothing: difyAnswering({ app: 'chatbot', words, usage: NOTHING }),
  emptyAnswer: difyAnswering({ app: 'chatbot', words: [] }),
  chatflowFailed,
  humanInput,
  moderated,
  spoken,
  thinking,
  agentWithTool,
  chattyChatflow,
} satisfies Record<string, DifyScript>;
