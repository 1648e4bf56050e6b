import type { ChatEvent } from '@prome-dify/contracts';
import { InProcessLog } from './in-process-log';

const done: ChatEvent = { event: 'done', data: { conversationId: 'c', reason: 'complete' } };

/** Reads `id` after `after` and notes what comes. */
function reader(log: InProcessLog, id: string, after = 0) {
  const notes = { text: '', names: [] as string[], ids: [] as number[], ended: false };
  const reading = log.read(id, after)?.subscribe({
    next: (entry) => {
      notes.ids.push(entry.id);
      notes.names.push(entry.event.event);
      if (entry.event.event === 'answer') notes.text += entry.event.data.content;
    },
    complete: () => (notes.ended = true),
  });
  return Object.assign(notes, { leave: () => reading?.unsubscribe() });
}

describe('InProcessLog', () => {
  let log: InProcessLog;

  beforeEach(() => {
    log = new InProcessLog();
    log.open({ generationId: 'g', conversationId: 'c', isNew: true });
  });

  it('gives every reader the whole answer, whenever it comes', () => {
    const first = reader(log, 'g');
    log.append('g', 'one ');
    const second = reader(log, 'g');
    log.append('g', 'two ');
    log.append('g', 'three');
    const third = reader(log, 'g');
    log.close('g', [done]);
    const late = reader(log, 'g');
    for (const { text, names, ended } of [first, second, third, late]) {
      expect(text).toBe('one two three');
      expect([names[0], names.at(-1)]).toEqual(['meta', 'done']);
      expect(ended).toBe(true);
    }
    expect(first.names).toEqual(['meta', 'answer', 'answer', 'answer', 'done']);
    expect(late.names).toEqual(['meta', 'answer', 'done']);
    expect(late.ids.at(-1)).toBe(first.ids.at(-1));
  });

  it('goes on exactly where a reader left off', () => {
    const left = reader(log, 'g');
    log.append('g', 'one ');
    left.leave();
    log.append('g', 'two ');
    const back = reader(log, 'g', left.ids.at(-1));
    log.append('g', 'three');
    log.close('g', [done]);
    expect(left).toMatchObject({ text: 'one ', ended: false });
    expect(back).toMatchObject({ text: 'two three', ended: true });
    expect(back.names).not.toContain('meta');
  });

  it('lets one reader leave in the middle of an event without loss for the others', () => {
    const notes: string[] = [];
    const leaving = log.read('g', 0)?.subscribe(({ event }) => {
      notes.push(event.event);
      if (event.event === 'answer') leaving?.unsubscribe();
    });
    const staying = reader(log, 'g');
    log.append('g', 'one ');
    log.append('g', 'two');
    log.close('g', [done]);
    expect(notes).toEqual(['meta', 'answer']);
    expect(staying).toMatchObject({ text: 'one two', ended: true });
  });

  it('keeps generations apart and knows nothing of unknown ones', () => {
    log.open({ generationId: 'h', conversationId: 'd', isNew: false });
    const [g, h] = [reader(log, 'g'), reader(log, 'h')];
    log.append('h', 'other');
    log.close('h', [done]);
    expect(g).toMatchObject({ text: '', ended: false });
    expect(h).toMatchObject({ text: 'other', names: ['answer', 'done'], ended: true });
    expect(log.read('unknown', 0)).toBeUndefined();
  });
});
