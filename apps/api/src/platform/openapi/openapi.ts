import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DocumentBuilder, getSchemaPath, SwaggerModule } from '@nestjs/swagger';
import { FieldErrorDto, ProblemDto } from '../http/problem.dto';

const DESCRIPTION = `Chat with AI models and pay by the token.

Register or log in, press **Authorize**, paste the \`token\`, and try any endpoint. Answers of
\`POST /api/chat\` are an event stream; this page shows it when it has ended. To watch it live:

\`\`\`sh
curl -N localhost:3000/api/chat -H "authorization: Bearer $TOKEN" \\
  -H 'content-type: application/json' -d '{"message":"Hello"}'
\`\`\``;

/** The OpenAPI 3.1 document of the whole API. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Prome-Dify')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .setLicense('MIT', '')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .addGlobalResponse({
      description: 'Every other refusal has this shape too',
      content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
    })
    .build();
  return SwaggerModule.createDocument(app, config, {
    extraModels: [ProblemDto, FieldErrorDto],
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}_${method}`,
  });
}

/** Serves the explorer at `/api/docs` and the document at `/api/docs-json`. */
export function serveOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/docs-json',
    raw: ['json'],
    customSiteTitle: 'Prome-Dify API',
    swaggerOptions: { persistAuthorization: true, displayRequestDuration: true },
  });
}
