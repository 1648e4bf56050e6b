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
    title: () => $localize`:@@auth.sign-in:Sign in`,
    canActivate: [guestGuard],
    loadComponent: () => import('./features/auth/login-page').then((m) => m.LoginPage),
  },
  {
    path: 'register',
    title: () => $localize`:@@auth.create-account:Create account`,
    canActivate: [guestGuard],
    loadComponent: () => import('./features/auth/register-page').then((m) => m.RegisterPage),
  },
  {
    path: 'forgot-password',
    title: () => $localize`:@@forgot.title:Forgot password`,
    loadComponent: () =>
      import('./features/auth/forgot-password-page').then((m) => m.ForgotPasswordPage),
  },
  {
    path: 'reset-password',
    title: () => $localize`:@@reset.heading:Set a new password`,
    loadComponent: () =>
      import('./features/auth/reset-password-page').then((m) => m.ResetPasswordPage),
  },
  {
    path: 'verify-email',
    title: () => $localize`:@@verify.heading:Verify your email`,
    loadComponent: () => import('./features/auth/verify-email-page').then((m) => m.VerifyEmailPage),
  },
  {
    path: 'change-email',
    title: () => $localize`:@@changeEmail.heading:Change your email`,
    loadComponent: () => import('./features/auth/change-email-page').then((m) => m.ChangeEmailPage),
  },
  {
    matcher: chatAddress,
    title: () => $localize`:@@chat.title:Chat`,
    canActivate: [authGuard],
    loadComponent: () => import('./features/chat/chat-page').then((m) => m.ChatPage),
  },
  {
    path: 'shared/:token',
    title: () => $localize`:@@shared.heading:Shared conversation`,
    loadComponent: () => import('./features/chat/shared-page').then((m) => m.SharedPage),
  },
  {
    path: 'billing',
    title: () => $localize`:@@billing.title:Billing`,
    canActivate: [authGuard],
    loadComponent: () => import('./features/billing/billing-page').then((m) => m.BillingPage),
  },
  {
    path: 'usage',
    title: () => $localize`:@@usage.title:Usage`,
    canActivate: [authGuard],
    loadComponent: () => import('./features/usage/usage-page').then((m) => m.UsagePage),
  },
  {
    path: 'account',
    title: () => $localize`:@@account.label:Account`,
    canActivate: [authGuard],
    loadComponent: () => import('./features/account/account-page').then((m) => m.AccountPage),
  },
  {
    path: '**',
    title: () => $localize`:@@missing.title:Page not found`,
    loadComponent: () => import('./features/home/missing-page').then((m) => m.MissingPage),
  },
];
