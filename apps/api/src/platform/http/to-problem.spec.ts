import {
  ForbiddenException,
  HttpException,
  ImATeapotException,
  InternalServerErrorException,
  NotFoundException,
  PayloadTooLargeException,
  UnauthorizedException,
} from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { ProblemError } from './problem';
import { toProblem } from './to-problem';

const SECRET = 'SELECT password FROM app_user';

const withMembers = (members: object) => Object.assign(new Error(SECRET), members);
const failedQuery = (members: object) => new QueryFailedError(SECRET, [], withMembers(members));

describe('What is thrown becomes a problem:', () => {
  it('a problem stays what it is', () => {
    const problem = new ProblemError('gone', { detail: 'Too late.' });
    expect(toProblem(problem)).toBe(problem);
  });

  it.each([
    [new NotFoundException(SECRET), 'not_found'],
    [new UnauthorizedException(SECRET), 'unauthorized'],
    [new ForbiddenException(SECRET), 'forbidden'],
    [new PayloadTooLargeException(SECRET), 'body_too_large'],
    [new ImATeapotException(SECRET), 'internal'],
    [new InternalServerErrorException(SECRET), 'internal'],
    [new HttpException(SECRET, 200), 'internal'],
    [withMembers({ statusCode: 400 }), 'invalid_request'],
    [withMembers({ statusCode: 413 }), 'body_too_large'],
    [withMembers({ statusCode: 415 }), 'unsupported_media_type'],
    [withMembers({ statusCode: 431 }), 'headers_too_large'],
    [withMembers({ statusCode: 418 }), 'internal'],
    [withMembers({ statusCode: 503 }), 'internal'],
    [withMembers({ statusCode: '404' }), 'internal'],
    [withMembers({ statusCode: 400, code: 'ECONNRESET' }), 'invalid_request'],
    [withMembers({ code: 'ECONNREFUSED' }), 'server_busy'],
    [withMembers({ code: 'SQLITE_FULL' }), 'server_busy'],
    [failedQuery({ code: '57P01' }), 'server_busy'],
    [failedQuery({ code: '23505' }), 'internal'],
    [new TypeError(SECRET), 'internal'],
    [SECRET, 'internal'],
    [{ message: SECRET, status: 404 }, 'internal'],
    [null, 'internal'],
    [undefined, 'internal'],
    [0, 'internal'],
  ])('%p is %s, and shows nothing of itself', (thrown, code) => {
    const problem = toProblem(thrown);
    expect(problem.code).toBe(code);
    expect(JSON.stringify(problem.body('1'))).not.toContain('SELECT');
  });

  it('a database that is away asks for another try', () => {
    expect(toProblem(withMembers({ code: 'ECONNRESET' })).details.retryAfter).toBe(2);
  });
});
