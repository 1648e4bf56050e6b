import type { DifyAppCall, DifyScript } from '../dify-app-call';

export type DifyApp = 'chatbot' | 'chatflow' | 'agent' | 'new-agent';

/** An answer of an app, told by its parts. */
export interface DifyAnswering {
  readonly app: DifyApp;
  readonly words: readonly string[];
  /** Pause after each word, ms. */
  readonly paceMs?: number;
  /** `metadata.usage`; absent: 12 and one for each word said. */
  readonly usage?: unknown;
  /** `total_tokens` of the workflow, absent: 12 and one for each word said. */
  readonly total?: number;
  /** Whether the workflow says that it has finished before the message does, as newer ones do. */
  readonly finishesFirst?: boolean;
}

/** Prompt tokens of every answer. */
const PROMPT = 12;

/** A usage as Dify writes it: whole numbers, and prices as texts. */
export function difyWireUsage(prompt: number, completion: number): object {
  return {
    prompt_tokens: prompt,
    prompt_unit_price: '0.001',
    prompt_price_unit: '0.001',
    prompt_price: '0.0010330',
    completion_tokens: completion,
    completion_unit_price: '0.002',
    completion_price_unit: '0.001',
    completion_price: '0.0002700',
    total_tokens: prompt + completion,
    total_price: '0.0013030',
    currency: 'USD',
    latency: 1.38,
  };
}

async function begin(call: DifyAppCall, app: DifyApp): Promise<void> {
  const { messageId } = call.task;
  const thought = { id: 'thought-1', position: 1, thought: '', observation: '', tool: '' };
  if (app === 'chatflow') {
    await call.workflow('workflow_started', { inputs: {}, created_at: 1_750_000_000 });
    await call.workflow('node_started', { node_id: 'llm', node_type: 'llm', index: 1 });
  } else if (app === 'agent') {
    await call.send('agent_thought', { ...thought, tool_input: '', message_files: [] });
  } else if (app === 'new-agent') {
    await call.send('agent_log', { data: { id: messageId, label: 'ROUND 1', status: 'start' } });
  }
}

/** Says the words; how many were said before it was told to stop. */
async function speak(call: DifyAppCall, { app, words, paceMs = 0 }: DifyAnswering) {
  const event = app === 'agent' || app === 'new-agent' ? 'agent_message' : 'message';
  let said = 0;
  for (const answer of words) {
    if (call.stopped) break;
    await call.send(event, { id: call.task.messageId, answer });
    said += 1;
    if (paceMs > 0) await call.work(paceMs);
  }
  return said;
}

async function finish(call: DifyAppCall, answering: DifyAnswering, said: number): Promise<void> {
  const { app, words, finishesFirst = false } = answering;
  const { usage = difyWireUsage(PROMPT, said), total = PROMPT + said } = answering;
  const answer = words.slice(0, said).join('');
  const status = call.stopped ? 'stopped' : 'succeeded';
  const finished = () =>
    call.workflow('workflow_finished', {
      ...{ status, outputs: { answer }, error: null, elapsed_time: 0.9 },
      ...{ total_tokens: total, total_steps: 3 },
    });
  if (app === 'new-agent') await call.send('message', { id: call.task.messageId, answer });
  if (app !== 'chatflow') return call.messageEnd(usage);
  await call.workflow('node_finished', { node_id: 'llm', status: 'succeeded' });
  if (finishesFirst || call.stopped) await finished();
  await call.messageEnd(usage);
  if (!finishesFirst && !call.stopped) await finished();
}

/** A script that answers as this kind of app does, also when it is told to stop. */
export function difyAnswering(answering: DifyAnswering): DifyScript {
  return async (call) => {
    await begin(call, answering.app);
    const said = await speak(call, answering);
    call.record(answering.words.slice(0, said).join(''), PROMPT, said);
    await finish(call, answering, said);
    call.end();
  };
}

/** The words of the answer that most scripts give. */
export const DIFY_WORDS = ['Hello ', 'from ', 'the ', 'Dify ', 'app.'];
