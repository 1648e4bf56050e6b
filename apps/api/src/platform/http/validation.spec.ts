import type { ArgumentMetadata } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, ValidateNested } from 'class-validator';
import { ProblemError } from './problem';
import { Text } from './text.decorator';
import { validationPipe } from './validation';

class Part {
  @IsInt({ message: 'must be a whole number' })
  readonly count!: number;
}

class Body {
  @Text(1, 5)
  readonly name!: string;

  @ValidateNested()
  @Type(() => Part)
  readonly part!: Part;
}

const pipe = validationPipe();
const metadata: ArgumentMetadata = { type: 'body', metatype: Body };
const good = { name: 'a', part: { count: 1 } };

/** What is wrong with a body, as the answer lists it. */
async function errorsOf(body: unknown) {
  const refusal: unknown = await Promise.resolve()
    .then(() => pipe.transform(body, metadata) as unknown)
    .catch((error: unknown) => error);
  return refusal instanceof ProblemError ? refusal.details.errors : refusal;
}

describe('A body', () => {
  it('that is valid becomes one of its class', async () => {
    expect(await pipe.transform(good, metadata)).toEqual(Object.assign(new Body(), good));
  });

  it.each([
    ['an unknown member', { ...good, balance: 1 }, '/balance', 'is not known here'],
    [
      'an unknown member inside',
      { ...good, part: { count: 1, x: 1 } },
      '/part/x',
      expect.any(String),
    ],
    ['a wrong member inside', { ...good, part: { count: 'x' } }, '/part/count', expect.any(String)],
    ['the name of a method', { ...good, toString: 1 }, '/toString', 'is not known here'],
    ['a constructor', { ...good, constructor: {} }, '/constructor', 'is not known here'],
  ])('with %s is refused there', async (_, body, pointer, message) => {
    expect(await errorsOf(body)).toEqual([{ pointer, message }]);
  });

  it.each([[undefined], [null], [[]], ['text'], [5], [[good]]])(
    'that is %j is refused',
    async (body) => {
      expect(await errorsOf(body)).toBeInstanceOf(Array);
    },
  );

  it('lists ten of its faults, one for each member, with short names', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, n) => [`${'x'.repeat(500)}${n}`, 1]),
    );
    const errors = (await errorsOf({ ...many, name: '' })) as { pointer: string }[];
    expect(errors).toHaveLength(10);
    expect(Math.max(...errors.map(({ pointer }) => pointer.length))).toBeLessThan(130);
  });

  it('never finds its own values in the answer', async () => {
    const canary = { name: 'canary canary', part: { count: 'canary' } };
    expect(JSON.stringify(await errorsOf(canary))).not.toContain('canary');
  });
});
