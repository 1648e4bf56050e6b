import { jest } from '@jest/globals';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Title } from '@angular/platform-browser';
import {
  TitleStrategy,
  UrlSegment,
  UrlSegmentGroup,
  provideRouter,
  type Route,
} from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { firstValueFrom, of, toArray } from 'rxjs';
import { httpProviders, signedInAs } from '../app-providers.fixture';
import { AppTitle } from './app-title';
import { chatAddress } from './chat-address';
import { SignedInPreloading } from './signed-in-preloading';

@Component({ selector: 'pd-any-page', template: '' })
class AnyPage {}

beforeEach(() => localStorage.clear());

describe('the chat’s address', () => {
  const match = (...paths: string[]) => {
    const segments = paths.map((path) => new UrlSegment(path, {}));
    return chatAddress(segments, new UrlSegmentGroup(segments, {}), {});
  };

  it('is one page with and without a conversation', () => {
    expect(match('chat')?.posParams).toBeUndefined();
    expect(match('chat', '42')?.posParams?.['id']?.path).toBe('42');
    expect(match('chat', '42')?.consumed).toHaveLength(2);
  });

  it.each([[['chat', '42', 'more']], [['chats']], [['billing']], [[]]])('is not %j', (paths) => {
    expect(match(...paths)).toBeNull();
  });
});

describe('a page’s title', () => {
  it('ends with the product, and is the product alone on the first page', async () => {
    const routes = [
      { path: 'billing', title: 'Billing', component: AnyPage },
      { path: '', component: AnyPage },
    ];
    const strategy = { provide: TitleStrategy, useExisting: AppTitle };
    TestBed.configureTestingModule({ providers: [provideRouter(routes), strategy] });
    const harness = await RouterTestingHarness.create('/billing');
    const title = TestBed.inject(Title);
    expect(title.getTitle()).toBe('Billing · Prome-Dify');
    await harness.navigateByUrl('/');
    expect(title.getTitle()).toBe('Prome-Dify');
    TestBed.inject(AppTitle).show('Why is the sky blue?');
    expect(title.getTitle()).toBe('Why is the sky blue? · Prome-Dify');
  });
});

describe('fetching pages ahead', () => {
  const guarded: Route = { path: 'billing', canActivate: [() => true] };
  beforeEach(() => {
    jest.useFakeTimers();
    TestBed.configureTestingModule({ providers: [httpProviders()] });
  });
  afterEach(() => jest.useRealTimers());
  const preload = async (route: Route) => {
    const loaded = TestBed.inject(SignedInPreloading).preload(route, () => of('page'));
    const all = firstValueFrom(loaded.pipe(toArray()));
    await jest.runAllTimersAsync();
    return all;
  };

  it('is for people who are signed in, and for the pages that they alone can see', async () => {
    signedInAs('ada');
    expect(await preload(guarded)).toEqual(['page']);
    expect(await preload({ path: '' })).toEqual([]);
  });

  it('is not for visitors', async () => {
    expect(await preload(guarded)).toEqual([]);
  });
});
