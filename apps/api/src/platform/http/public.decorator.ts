import type { CustomDecorator } from '@nestjs/common';
import { SetMetadata } from '@nestjs/common';

/** Metadata key that the guard reads. */
export const PUBLIC = 'prome-dify:public';

/** Opens a route to everybody; every other route needs a signed-in user. */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC, true);
