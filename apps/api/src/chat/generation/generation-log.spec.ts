import { until } from '@prome-dify/testing';
import { ProblemError } from '../../platform/http';
import type { LogPlace } from './spec-support/log-places';
import { DONE, logKinds, note, Stored } from './spec-support/log-places';

describe.each(await logKinds())('A log $name', (kind) => {
  let place: LogPlace;
  let last = 0;
  let id: string;

  beforeAll(async () => {
    place = await kind.open();
  });
  beforeEach(() => {
    last += 1;
    id = `g${last}`;
    place.log.open({ generationId: id, conversationId: 'c', isNew: true });
  });
  afterAll(() => place.close());

  const read = (after = 0) => note(place.log.read(id, after));
  const follow = (stored: Stored, after = 0) => note(place.other.follow(stored, after));
  const say = (text: string) => place.log.append(id, text);
  const close = () => place.log.close(id, [DONE]);

  it('gives every reader the whole answer, whenever it comes', () => {
    const first = read();
    say('one ');
    const second = read();
    say('two ');
    say('three');
    const third = read();
    close();
    const late = read();
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
    const left = read();
    say('one ');
    left.leave();
    say('two ');
    const back = read(left.ids.at(-1));
    say('three');
    close();
    expect(left).toMatchObject({ text: 'one ', ended: false });
    expect(back).toMatchObject({ text: 'two three', ended: true });
    expect(back.names).not.toContain('meta');
  });

  it('lets one reader leave in the middle of an event without loss for the others', () => {
    const notes: string[] = [];
    const leaving = place.log.read(id, 0)?.subscribe(({ event }) => {
      notes.push(event.event);
      if (event.event === 'answer') leaving?.unsubscribe();
    });
    const staying = read();
    say('one ');
    say('two');
    close();
    expect(notes).toEqual(['meta', 'answer']);
    expect(staying).toMatchObject({ text: 'one two', ended: true });
  });

  it('keeps generations apart and knows nothing of unknown ones', () => {
    place.log.open({ generationId: `h${id}`, conversationId: 'd', isNew: false });
    const [g, h] = [read(), note(place.log.read(`h${id}`, 0))];
    place.log.append(`h${id}`, 'other');
    place.log.close(`h${id}`, [DONE]);
    expect(g).toMatchObject({ text: '', ended: false });
    expect(h).toMatchObject({ text: 'other', names: ['answer', 'done'], ended: true });
    expect(place.log.read('unknown', 0)).toBeUndefined();
    expect(place.other.read(id, 0)).toBeUndefined();
  });

  it('is followed by another process to its end, from any place, without gap or repeat', async () => {
    const here = read();
    const stored = new Stored(id);
    const early = follow(stored);
    say('Grüße ');
    stored.save('Grüße ');
    await until('it is heard', () => early.text === 'Grüße ');
    const places = [...Array(9).keys()];
    const readers = places.map((after) => follow(stored, after));
    say('世界 ');
    say('😀!');
    close();
    stored.save('Grüße 世界 😀!', [DONE]);
    await until('all have ended', () => [early, ...readers].every(({ ended }) => ended));
    expect([early.text, early.ids.at(-1)]).toEqual([here.text, here.ids.at(-1)]);
    expect([early.names[0], early.names.at(-1)]).toEqual(['meta', 'done']);
    for (const after of places) {
      expect(readers[after]?.text).toBe(here.text.slice(Math.max(0, after - 1)));
      expect(readers[after]?.names.includes('meta')).toBe(after === 0);
    }
  });

  it('that has ended is told to another process at once', async () => {
    say('all');
    close();
    const late = follow(new Stored(id).save('all', [DONE]));
    await until('it has ended', () => late.ended, 900);
    expect(late.names).toEqual(['meta', 'answer', 'done']);
  });

  it('that only the database has is told from there', async () => {
    const late = follow(new Stored(`lost ${id}`).save('all', [DONE]));
    await until('it has ended', () => late.ended, 900);
    expect(late).toMatchObject({ text: 'all', names: ['meta', 'answer', 'done'] });
  });

  it('sends readers elsewhere when their process stops, without an end', async () => {
    const stored = new Stored(id);
    say('half');
    stored.save('half');
    const reader = follow(stored);
    await until('it is heard', () => reader.text === 'half');
    await place.other.onModuleDestroy();
    expect(reader).toMatchObject({ ended: true, names: ['meta', 'answer'] });
  });

  it('that is deleted is told no further', async () => {
    const stored = new Stored(`deleted ${id}`).save('half');
    const reader = follow(stored);
    stored.failure = new ProblemError('not_found');
    await until('it has ended', () => reader.ended);
    expect(reader).toMatchObject({ text: 'half', names: ['meta', 'answer'] });
  });

  it('is told on when the database was away for a moment', async () => {
    const stored = new Stored(`away ${id}`).save('half');
    const reader = follow(stored);
    stored.failure = new Error('away');
    await until('it was asked in vain', () => stored.reloads > 0);
    stored.save('half and half', [DONE]).failure = undefined;
    await until('it has ended', () => reader.ended);
    expect(reader.text).toBe('half and half');
  });
});
