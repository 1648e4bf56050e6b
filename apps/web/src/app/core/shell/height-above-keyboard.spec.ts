import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { heightAboveKeyboard } from './height-above-keyboard';

/** A page whose keyboard the test opens; the window is 768 pixels high. */
function openPage() {
  const viewport = Object.assign(new EventTarget(), { height: 768, scale: 1, offsetTop: 0 });
  Object.defineProperty(window, 'visualViewport', { value: viewport, configurable: true });
  const scrolled = jest.spyOn(window, 'scrollTo').mockReturnValue(undefined);
  const height = TestBed.runInInjectionContext(heightAboveKeyboard);
  const become = (change: Partial<typeof viewport>): number | null => {
    Object.assign(viewport, change).dispatchEvent(new Event('resize'));
    return height();
  };
  return { height, become, scrolled };
}

afterEach(() => jest.restoreAllMocks());

describe('the height above a keyboard', () => {
  it('is what a keyboard over the page leaves, until it is closed', () => {
    const { height, become, scrolled } = openPage();
    expect(height()).toBeNull();
    expect(become({ height: 460, offsetTop: 200 })).toBe(460);
    expect(scrolled).toHaveBeenCalledWith(0, 0);
    expect(become({ height: 768, offsetTop: 0 })).toBeNull();
  });

  it('is nothing to care about when only the bars of the browser come and go', () => {
    expect(openPage().become({ height: 700 })).toBeNull();
  });

  it('is nothing to care about for somebody who zooms in', () => {
    const { become, scrolled } = openPage();
    expect(become({ height: 400, scale: 2, offsetTop: 100 })).toBeNull();
    expect(scrolled).not.toHaveBeenCalled();
  });

  it('is not asked for after the page is gone', () => {
    const { become } = openPage();
    TestBed.resetTestingModule();
    expect(become({ height: 460 })).toBeNull();
  });
});
