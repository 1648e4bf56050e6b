export { ApiProblems } from './api-problems.decorator';
export { CurrentUser } from './current-user.decorator';
export type { Principal } from './current-user.decorator';
export { IdParam } from './id-param.pipe';
export { decodeCursor, encodeCursor, page, PageQuery } from './page-query.dto';
export { ProblemError } from './problem';
export { Public, PUBLIC } from './public.decorator';
export { Text } from './text.decorator';
