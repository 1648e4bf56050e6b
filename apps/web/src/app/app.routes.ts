import type { Routes } from '@angular/router';
import { chatAddress } from './core/routing/chat-address';
import { authGuard } from './core/session/auth-guard';
import { guestGuard } from './core/session/guest-guard';

/** The table of contents. */
export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    loadComponent: () => import('./features/home/home-page').then((m) => m.HomePage),
  },
  {
    path: 'login',
    title: 'Sign in',
    canActivate: [guestGuard],
    loadComponent: () => import('./features/auth/login-page').then((m) => m.LoginPage),
  },
  {
    path: 'register',
    title: 'Create account',
    canActivate: [guestGuard],
    loadComponent: () => import('./features/auth/register-page').then((m) => m.RegisterPage),
  },
  {
    path: 'forgot-password',
    title: 'Forgot password',
    loadComponent: () =>
      import('./features/auth/forgot-password-page').then((m) => m.ForgotPasswordPage),
  },
  {
    path: 'reset-password',
    title: 'Set a new password',
    loadComponent: () =>
      import('./features/auth/reset-password-page').then((m) => m.ResetPasswordPage),
  },
  {
    path: 'verify-email',
    title: 'Verify your email',
    loadComponent: () => import('./features/auth/verify-email-page').then((m) => m.VerifyEmailPage),
  },
  {
    matcher: chatAddress,
    title: 'Chat',
    canActivate: [authGuard],
    loadComponent: () => import('./features/chat/chat-page').then((m) => m.ChatPage),
  },
  {
    path: 'billing',
    title: 'Billing',
    canActivate: [authGuard],
    loadComponent: () => import('./features/billing/billing-page').then((m) => m.BillingPage),
  },
  {
    path: 'usage',
    title: 'Usage',
    canActivate: [authGuard],
    loadComponent: () => import('./features/usage/usage-page').then((m) => m.UsagePage),
  },
  {
    path: '**',
    title: 'Page not found',
    loadComponent: () => import('./features/home/missing-page').then((m) => m.MissingPage),
  },
];
