import type { ConversationExport, FeedbackAnswer, Problem } from '@prome-dify/contracts';
import { LIMITS } from '@prome-dify/contracts';
import { enginesFor } from '@prome-dify/testing';
import { ChatHost } from '../chat.fixture';
import type { Person } from '../spec-support/person';
import { refusalOf } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

const UNKNOWN = '01a20337-0000-7000-8000-00000000dead';
const NOT_FOUND = { status: 404, code: 'not_found' };

describe.each(await enginesFor(import.meta.filename))(
  'an opinion of an answer on $name',
  (engine) => {
    let host: ChatHost;
    let person: Person;
    let id: string;
    let question: string;
    let answer: string;
    beforeAll(async () => {
      host = await ChatHost.open(engine);
    });
    beforeEach(async () => {
      person = await host.newPerson();
      id = storyOf((await person.say('Hello')).events).conversationId ?? '';
      const { messages } = (await person.messages(id)).body;
      [question = '', answer = ''] = messages.map((message) => message.id);
    });
    afterAll(() => host.close());

    const rate = (messageId: string, body: object, who = person) =>
      who.call<FeedbackAnswer & Problem>(`/api/messages/${messageId}/feedback`, {
        method: 'PUT',
        body,
      });
    const kept = async () => (await person.lastMessage(id)).feedback;

    it('is kept with the answer: the latest, or none', async () => {
      expect(await kept()).toBeUndefined();
      const { status, body } = await rate(answer, { rating: 'up', comment: 'Just so 😀' });
      expect([status, body]).toEqual([200, { rating: 'up', comment: 'Just so 😀' }]);
      expect(await kept()).toEqual({ rating: 'up', comment: 'Just so 😀' });
      expect((await rate(answer, { rating: 'down' })).body).toEqual({
        rating: 'down',
        comment: null,
      });
      expect(await kept()).toEqual({ rating: 'down' });
      for (let time = 0; time < 2; time++) {
        expect((await rate(answer, { rating: null })).body).toEqual({
          rating: null,
          comment: null,
        });
      }
      expect(await kept()).toBeUndefined();
    });

    it('is in the export of the conversation', async () => {
      await rate(answer, { rating: 'up' });
      const { body } = await person.call<ConversationExport>(
        `/api/conversations/${id}/export?format=json`,
      );
      expect(body.messages.map(({ feedback }) => feedback?.rating)).toEqual([undefined, 'up']);
    });

    it('is of an own answer, and of nothing else', async () => {
      const stranger = await host.newPerson();
      const [theirs, nobodys] = [
        await rate(answer, { rating: 'up' }, stranger),
        await rate(UNKNOWN, { rating: 'up' }, stranger),
      ];
      expect(refusalOf(theirs)).toEqual(NOT_FOUND);
      expect({ ...theirs.body, instance: '' }).toEqual({ ...nobodys.body, instance: '' });
      expect(refusalOf(await rate(question, { rating: 'up' }))).toEqual(NOT_FOUND);
      expect(refusalOf(await rate(id, { rating: 'up' }))).toEqual(NOT_FOUND);
      await person.call(`/api/conversations/${id}`, { method: 'DELETE' });
      expect(refusalOf(await rate(answer, { rating: null }))).toEqual(NOT_FOUND);
    });

    it.each([
      {},
      { rating: 'UP' },
      { rating: 1 },
      { rating: ['up'] },
      { rating: 'up', comment: '' },
      { rating: 'up', comment: null },
      { rating: 'up', comment: 'x'.repeat(LIMITS.feedbackMax + 1) },
      { rating: 'up', comment: 'a\0b' },
      { rating: 'up', userId: UNKNOWN },
    ])('is not %j', async (body) => {
      expect(refusalOf(await rate(answer, body))).toEqual({
        status: 400,
        code: 'validation_failed',
      });
    });
  },
);
