import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ModelView } from '@prome-dify/contracts';
import { Public } from '../platform/http';
import { ModelCatalogue } from './catalogue';
import type { Model } from './model';
import { ModelsAnswerDto } from './models.dto';

const MILLI = 1000;

@ApiTags('Models')
@Public()
@Controller('models')
export class ModelsController {
  constructor(private readonly catalogue: ModelCatalogue) {}

  @Get()
  @ApiOperation({ summary: 'Models that may be chosen, with their prices' })
  @ApiOkResponse({ type: ModelsAnswerDto })
  list(): ModelsAnswerDto {
    return { models: this.catalogue.list().map(toView), default: this.catalogue.default.id };
  }
}

function toView({ id, label, backendKind, rates, ...model }: Model): ModelView {
  const { maxOutputTokens, contextTokens } = model;
  return {
    id,
    label,
    backend: backendKind,
    inputRate: rates.inputMilli / MILLI,
    cachedInputRate: rates.cachedMilli / MILLI,
    outputRate: rates.outputMilli / MILLI,
    maxOutputTokens,
    contextTokens,
  };
}
