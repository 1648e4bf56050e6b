import { TestBed } from '@angular/core/testing';
import { httpProviders, signedInAs } from '../../../core/app-providers.fixture';
import { playApi } from '../../../core/http/played-api.fixture';
import { Session } from '../../../core/session/session';
import { Drafts } from './drafts';

const api = playApi();

/** The drafts as a page that has just been loaded sees them. */
function open(userId = 'ada'): Drafts {
  signedInAs(userId);
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({ providers: [httpProviders()] });
  return TestBed.inject(Drafts);
}

describe('a draft', () => {
  it('outlives a reload, each conversation’s apart from the others', () => {
    const drafts = open();
    drafts.save(null, 'new');
    drafts.save('c-1', 'one');
    const reloaded = open();
    expect(['c-1', null, 'c-2'].map((id) => reloaded.text(id, true))).toEqual(['one', 'new', '']);
  });

  it('is nobody else’s', () => {
    open('ada').save(null, 'secret');
    expect(open('bob').text(null, true)).toBe('');
    expect(open('ada').text(null, true)).toBe('secret');
  });

  it('leaves nothing behind when it is emptied', () => {
    const drafts = open();
    drafts.save('c-1', 'one');
    drafts.save('c-1', '');
    expect(Object.keys(localStorage)).toEqual(['token']);
  });

  it('is forgotten when its owner logs out', async () => {
    api.on('POST /api/auth/logout', {});
    open().save(null, 'secret');
    await TestBed.inject(Session).signOut();
    expect(localStorage).toHaveLength(0);
  });

  it.each(['{', 'null', '7', '[]'])('that somebody else has stored as %s is none', (stored) => {
    open().save(null, 'x');
    localStorage.setItem('mine:ada:draft:new', stored);
    const drafts = open();
    expect(drafts.text(null, true)).toBe('');
    drafts.save(null, 'again');
    expect(open().text(null, true)).toBe('again');
  });
});

describe('a message on its way', () => {
  it('keeps its key when it is sent again, so that it is the same message', () => {
    const first = open().send('c-1', 'Hello');
    expect(open().send('c-1', 'Hello')).toEqual(first);
    expect(first.key).toMatch(/^[\da-f-]{36}$/);
  });

  it('has a key of its own when it is another one, or was accepted before', () => {
    const drafts = open();
    const keys = [
      drafts.send('c-1', 'Hello'),
      drafts.send('c-1', 'Other'),
      drafts.send('c-2', 'Hello'),
    ];
    drafts.accepted('c-1');
    keys.push(drafts.send('c-1', 'Other'));
    expect(new Set(keys.map(({ key }) => key)).size).toBe(4);
  });

  it('gets a new key when the server did not want it as it was', () => {
    const drafts = open();
    const { key } = drafts.send('c-1', 'Hello');
    drafts.refused('c-1');
    expect(drafts.send('c-1', 'Hello').key).not.toBe(key);
  });

  it('is back in the composer after a reload, before what was written since', () => {
    const drafts = open();
    drafts.send('c-1', 'Sent');
    drafts.save('c-1', 'Next');
    expect(drafts.text('c-1', false)).toBe('Next');
    expect(open().text('c-1', true)).toBe('Sent\n\nNext');
  });

  it('is gone once it was accepted; what was written since is not', () => {
    const drafts = open();
    drafts.send('c-1', 'Sent');
    drafts.save('c-1', 'Next');
    drafts.accepted('c-1');
    expect(open().text('c-1', true)).toBe('Next');
  });
});
