import type { FieldTree } from '@angular/forms/signals';
import type { Failure } from '../../http/failure';
import type { CredentialsDraft } from './credentials-rules';

export interface FieldMessage {
  readonly kind: 'server';
  readonly message: string;
  readonly fieldTree: FieldTree<string>;
}

/** What the server said about single fields, at their fields. */
export function fieldMessages(
  failure: Failure,
  fields: FieldTree<CredentialsDraft>,
): FieldMessage[] {
  if (failure.code === 'email_taken')
    return [at(fields.email, $localize`:@@auth.email-taken:This email has an account already`)];
  return (failure.facts.fields ?? []).flatMap(({ pointer, message }) => {
    if (pointer === '/email') return [at(fields.email, message)];
    return pointer === '/password' || pointer === '/newPassword'
      ? [at(fields.password, message)]
      : [];
  });
}

function at(fieldTree: FieldTree<string>, message: string): FieldMessage {
  return { kind: 'server', message, fieldTree };
}
