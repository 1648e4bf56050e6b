import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator } from '@nestjs/common';

/** Who is asking: set by the guard after the token and its session were checked. */
export interface Principal {
  readonly userId: string;
  readonly sessionId: string;
}

/** The signed-in {@link Principal} of a protected route. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { user } = context.switchToHttp().getRequest<{ user?: Principal }>();
  if (!user) throw new Error('CurrentUser used on a public route');
  return user;
});
