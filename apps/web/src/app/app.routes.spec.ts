import type { Route } from '@angular/router';
import { routes } from './app.routes';
import { authGuard } from './core/session/auth-guard';
import { guestGuard } from './core/session/guest-guard';

/** The title of a page, in English. */
const titleOf = ({ title }: Route) =>
  typeof title === 'function' ? (title as () => string)() : '';
const named = (title: string) => routes.find((route) => titleOf(route) === title);

describe('the table of contents', () => {
  it.each(['Chat', 'Billing', 'Usage'])('%s is for people who are signed in', (title) => {
    expect(named(title)?.canActivate).toEqual([authGuard]);
  });

  it.each(['Sign in', 'Create account'])('%s is for those who are not', (title) => {
    expect(named(title)?.canActivate).toEqual([guestGuard]);
  });

  it('has every page load its code when it is wanted', () => {
    expect(routes.filter(({ component }) => component !== undefined)).toEqual([]);
    expect(routes.every(({ loadComponent }) => loadComponent !== undefined)).toBe(true);
  });

  it('ends with the page for all other addresses', () => {
    expect(routes.at(-1)?.path).toBe('**');
  });
});
