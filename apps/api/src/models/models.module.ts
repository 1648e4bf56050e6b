import { Logger, Module } from '@nestjs/common';
import { warmUpTokenizer } from '@prome-dify/llm';
import type { Config } from '../platform/config/config';
import { CONFIG } from '../platform/config/config';
import { buildCatalogue, ModelCatalogue } from './catalogue';
import { ModelsController } from './models.controller';

/** Injection token of the `TokenEstimator`: one count for quotes, holds and estimated charges. */
export const TOKEN_ESTIMATOR = Symbol('TokenEstimator');

/** Which models there are and what they cost. */
@Module({
  controllers: [ModelsController],
  providers: [
    { provide: TOKEN_ESTIMATOR, useFactory: () => warmUpTokenizer() },
    {
      provide: ModelCatalogue,
      inject: [CONFIG],
      useFactory: (config: Config) => catalogueOf(config),
    },
  ],
  exports: [ModelCatalogue, TOKEN_ESTIMATOR],
})
export class ModelsModule {}

function catalogueOf(config: Config): Promise<ModelCatalogue> {
  const logger = new Logger(ModelCatalogue.name);
  return buildCatalogue(
    {
      modelsFile: config.MODELS_FILE,
      openaiBaseUrl: config.OPENAI_BASE_URL,
      openaiApiKey: config.OPENAI_API_KEY,
      openaiModels: config.OPENAI_MODELS,
      anthropicBaseUrl: config.ANTHROPIC_BASE_URL,
      anthropicApiKey: config.ANTHROPIC_API_KEY,
      anthropicModels: config.ANTHROPIC_MODELS,
      difyBaseUrl: config.DIFY_BASE_URL,
      difyApiKey: config.DIFY_API_KEY,
      ollamaBaseUrl: config.OLLAMA_BASE_URL,
      defaultModel: config.DEFAULT_MODEL,
      production: config.production,
      env: process.env,
    },
    (line) => logger.warn(line),
  );
}
