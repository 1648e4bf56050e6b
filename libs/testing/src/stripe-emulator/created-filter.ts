import type { Params } from './params';

const FAR = 99_999_999_999;

/** `created` is an exact time, or a range of `gt`, `gte`, `lt`, `lte`; seconds since 1970. */
export function createdFilter(params: Params): (seconds: number) => boolean {
  const range = params.isGroup('created') ? params.group('created') : undefined;
  if (!range) {
    const exact = params.integer('created', 0, FAR);
    return (seconds) => exact === undefined || seconds === exact;
  }
  const gt = range.integer('gt', 0, FAR) ?? -1;
  const gte = range.integer('gte', 0, FAR) ?? 0;
  const lt = range.integer('lt', 0, FAR) ?? FAR;
  const lte = range.integer('lte', 0, FAR) ?? FAR;
  range.refuseOthers();
  return (seconds) => seconds > gt && seconds >= gte && seconds < lt && seconds <= lte;
}
