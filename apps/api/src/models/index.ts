import type { INestApplicationContext } from '@nestjs/common';
import { ModelCatalogue } from './catalogue';

export { ModelCatalogue } from './catalogue';
export type { Model } from './model';
export { ModelsModule, TOKEN_ESTIMATOR } from './models.module';
export { charge } from './price';
export type { Rates } from './price';

/** One line for the person who starts the server: which model answers. */
export function describeModels(app: INestApplicationContext): string {
  return app.get(ModelCatalogue).describe();
}
