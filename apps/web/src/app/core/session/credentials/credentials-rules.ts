import { email, required, validate, type SchemaPathTree } from '@angular/forms/signals';
import { LIMITS } from '@prome-dify/contracts';

/** What the form edits: `Credentials` while they are being typed. */
export interface CredentialsDraft {
  email: string;
  password: string;
}

type Path = SchemaPathTree<CredentialsDraft>;

/** What an address must look like. */
export function emailRules(path: Path): void {
  required(path.email, { message: $localize`:@@auth.email-missing:Enter your email address` });
  email(path.email, {
    message: $localize`:@@auth.email-wrong:This does not look like an email address`,
  });
}

/** What any password must look like, an old one too. */
export function passwordRules(path: Path): void {
  required(path.password, { message: $localize`:@@auth.password-missing:Enter your password` });
}

/** What a new password must look like besides. Too long is an error: a cut password is a wrong one. */
export function newPasswordRules(path: Path): void {
  validate(path.password, ({ value }) => {
    const { length } = value();
    if (length > 0 && length < LIMITS.passwordMin) return tooShort();
    return length > LIMITS.passwordMax ? tooLong() : null;
  });
}

const tooShort = () => ({
  kind: 'short',
  message: $localize`:@@auth.password-short:Use at least ${LIMITS.passwordMin}:count: characters`,
});
const tooLong = () => ({
  kind: 'long',
  message: $localize`:@@auth.password-long:Use at most ${LIMITS.passwordMax}:count: characters`,
});
