import type { MessagesAnswer, ReceiptAnswer, UsageEvent } from '@prome-dify/contracts';
import { ApiClient, enginesFor, ServerProcess } from '@prome-dify/testing';
import { uuidv7 } from 'uuidv7';
import { expectProblem } from '../../platform/spec-support/expect-problem';

describe.each(await enginesFor(import.meta.filename))('receipts on $name', (engine) => {
  let server: ServerProcess;
  let person: ApiClient;
  let removeDatabase: () => Promise<void>;
  beforeAll(async () => {
    const { url, remove } = await engine.createDatabase();
    removeDatabase = remove;
    server = await ServerProcess.start({ databaseUrl: url });
    person = await ApiClient.register(server.url);
  });
  afterAll(async () => {
    await server.stop();
    await removeDatabase();
  });

  const receipt = (id: string, client = person) =>
    client.call<ReceiptAnswer>(`/api/messages/${id}/receipt`);

  /** Sends a message; answers what was charged, and the messages. */
  async function talk(message: string) {
    const { events } = await person.chat({ message });
    const usage = events.find((event) => event.event === 'usage')?.data as UsageEvent['data'];
    const { body } = await person.call<MessagesAnswer>(
      `/api/conversations/${usage.conversationId}/messages`,
    );
    return { usage, question: body.messages[0]?.id ?? '', answer: body.messages[1]?.id ?? '' };
  }

  it('says of an answer what its usage event said, and adds up', async () => {
    const { usage, answer } = await talk('What is 6 times 7?');
    const { status, body } = await receipt(answer);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      messageId: answer,
      conversationId: usage.conversationId,
      model: 'demo',
      source: usage.source,
      charge: usage.tokensUsed,
      balanceAfter: usage.balanceAfter,
      lines: [
        { class: 'input', tokens: usage.promptTokens, rate: 1, amount: usage.promptTokens },
        { class: 'output', tokens: usage.completionTokens, rate: 1 },
      ],
    });
    expect(Math.ceil(body.total)).toBe(body.charge);
  });

  it('has none for a question, for nothing, and for what belongs to somebody else', async () => {
    const { question, answer } = await talk('What is 2 times 2?');
    const other = await ApiClient.register(server.url);
    for (const found of [
      await receipt(question),
      await receipt(uuidv7()),
      await receipt(answer, other),
    ]) {
      expectProblem(found, 404, 'not_found');
    }
    expectProblem(await receipt('1'), 400, 'validation_failed');
    expectProblem(await receipt(answer, new ApiClient(server.url)), 401, 'unauthorized');
  });
});
