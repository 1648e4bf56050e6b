import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Credentials } from '@prome-dify/contracts';
import { returnAddress } from '../../core/session/return-address';
import { AccountOptions } from '../../core/session/account-options';
import { SignIn } from '../../core/session/sign-in';
import { AuthCard } from './ui/auth-card';
import { CredentialsForm } from '../../core/session/credentials/credentials-form';

/** Signs in, and goes on to where the visitor was heading. */
@Component({
  selector: 'pd-login-page',
  imports: [AuthCard, CredentialsForm, RouterLink],
  template: `
    <pd-auth-card heading="Welcome back" i18n-heading="@@login.heading" [text]="text()">
      <pd-credentials-form
        deed="Sign in"
        i18n-deed="@@auth.sign-in"
        [perform]="login"
        (done)="goOn()"
      />
      @if (accounts.options().mail) {
        <p class="mt-6 text-sm">
          <a class="link" routerLink="/forgot-password" i18n="@@login.forgot">Forgot password?</a>
        </p>
      }
      <p class="text-muted mt-6 text-sm" i18n="@@login.register">
        New here?
        <a class="link" routerLink="/register" queryParamsHandling="preserve">Create an account</a>
      </p>
    </pd-auth-card>
  `,
})
export class LoginPage {
  private readonly signIn = inject(SignIn);
  private readonly router = inject(Router);
  protected readonly accounts = inject(AccountOptions);

  /** Where the visitor was heading; from the address. */
  readonly returnUrl = input<string>();

  protected readonly text = computed(() =>
    this.returnUrl()
      ? $localize`:@@login.go-on:Sign in to go on where you were.`
      : $localize`:@@login.text:Your conversations are waiting.`,
  );
  protected readonly login = (credentials: Credentials): Promise<void> =>
    this.signIn.login(credentials);

  protected goOn(): void {
    void this.router.navigateByUrl(returnAddress(this.returnUrl()));
  }
}
