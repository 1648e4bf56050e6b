import type { Failure, FailureCode } from '../../../core/http/failure';

const LINK_CODES: readonly FailureCode[] = ['link_invalid', 'link_expired', 'link_used'];

/** Whether a request failed because of the link that it came by: no try with the same helps. */
export function isLinkFailure({ code }: Failure): boolean {
  return LINK_CODES.includes(code);
}

/** What is wrong with a link, in a sentence; without a failure its token is missing. */
export function linkFault(failure?: Failure): string {
  if (failure?.code === 'link_expired') {
    return $localize`:@@link.expired:This link has expired, or a newer one was sent after it.`;
  }
  if (failure?.code === 'link_used')
    return $localize`:@@link.used:This link was used already. Each works once.`;
  return failure
    ? $localize`:@@link.invalid:This link is not valid. Open it once more from the newest mail, as a whole.`
    : $localize`:@@link.incomplete:This link is not complete. Open it once more from the newest mail, as a whole.`;
}
