import { HttpClient } from '@angular/common/http';
import { Service, inject } from '@angular/core';
import type { AuthAnswer, Credentials } from '@prome-dify/contracts';
import { firstValueFrom } from 'rxjs';
import { Session } from './session';

/** The two ways into a session. Both reject with a `Failure`. */
@Service()
export class SignIn {
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);

  register(credentials: Credentials): Promise<void> {
    return this.begin('/api/auth/register', credentials);
  }

  login(credentials: Credentials): Promise<void> {
    return this.begin('/api/auth/login', credentials);
  }

  private async begin(address: string, credentials: Credentials): Promise<void> {
    this.session.begin(await firstValueFrom(this.http.post<AuthAnswer>(address, credentials)));
  }
}
