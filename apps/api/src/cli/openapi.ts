import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../app';
import { loadConfig } from '../platform/config/config';
import { createLogger } from '../platform/logging/logger';
import { openApiDocument } from '../platform/openapi/openapi';

/** The OpenAPI document as text, made by the real application on an empty database. */
export async function openApiText(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'prome-dify-openapi-'));
  const config = loadConfig({
    DATABASE_URL: `file:${join(folder, 'empty.db')}`,
    LOG_LEVEL: 'error',
    OLLAMA_BASE_URL: 'http://127.0.0.1:9',
  });
  const app = await createApp(config, createLogger(config), folder);
  try {
    return `${JSON.stringify(openApiDocument(app), null, 2)}\n`;
  } finally {
    await app.close();
    await rm(folder, { recursive: true });
  }
}
