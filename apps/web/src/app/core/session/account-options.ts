import { httpResource } from '@angular/common/http';
import { Service, computed } from '@angular/core';
import type { AuthOptions } from '@prome-dify/contracts';

/** How accounts work at this server. Until it has told, the usual is assumed, but for mail. */
const USUAL: AuthOptions = { mail: false, signupGrant: 'on-register', signupTokens: 1_000 };

/** What the pages for signing in and up have to know. */
@Service()
export class AccountOptions {
  private readonly answer = httpResource<AuthOptions>(() => '/api/auth/options');

  readonly options = computed(() => (this.answer.hasValue() ? this.answer.value() : USUAL));
}
