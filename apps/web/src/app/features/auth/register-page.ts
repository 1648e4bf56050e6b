import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Credentials } from '@prome-dify/contracts';
import { returnAddress } from '../../core/session/return-address';
import { formatTokens } from '../../ui/format-tokens';
import { AccountOptions } from '../../core/session/account-options';
import { SignIn } from '../../core/session/sign-in';
import { AuthCard } from './ui/auth-card';
import { CredentialsForm } from '../../core/session/credentials/credentials-form';

/** Makes an account, and goes straight to the first conversation. */
@Component({
  selector: 'pd-register-page',
  imports: [AuthCard, CredentialsForm, RouterLink],
  template: `
    <pd-auth-card [heading]="heading()" [text]="text()">
      <pd-credentials-form
        deed="Create account"
        i18n-deed="@@auth.create-account"
        [choosing]="true"
        [perform]="register"
        (done)="goOn()"
      />
      <p class="text-muted mt-6 text-sm" i18n="@@register.login">
        Have an account?
        <a class="link" routerLink="/login" queryParamsHandling="preserve">Sign in instead</a>
      </p>
    </pd-auth-card>
  `,
})
export class RegisterPage {
  private readonly signIn = inject(SignIn);
  private readonly router = inject(Router);

  private readonly options = inject(AccountOptions).options;

  /** Where the visitor was heading; from the address. */
  readonly returnUrl = input<string>();

  protected readonly heading = computed(() => {
    const { signupTokens } = this.options();
    return signupTokens > 0
      ? $localize`:@@register.heading-tokens:Begin with ${formatTokens(signupTokens)}:tokens:`
      : $localize`:@@register.heading:Create your account`;
  });
  protected readonly text = computed(() => {
    const { signupGrant, signupTokens } = this.options();
    if (signupTokens === 0)
      return $localize`:@@register.text:It takes an email address and a password. No card needed.`;
    return signupGrant === 'on-verify'
      ? $localize`:@@register.text-verify:They are free, and yours when you open the link that we mail you. No card needed.`
      : $localize`:@@register.text-tokens:They are free, and enough for a good number of conversations. No card needed.`;
  });

  protected readonly register = (credentials: Credentials): Promise<void> =>
    this.signIn.register(credentials);

  protected goOn(): void {
    void this.router.navigateByUrl(returnAddress(this.returnUrl()));
  }
}
