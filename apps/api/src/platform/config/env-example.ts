import { configSchema } from './config.schema';

/** The text of `.env.example`: every variable with its meaning and default, commented out. */
export function envExample(): string {
  const lines = Object.entries(configSchema.shape).map(([name, schema]) => {
    const fallback = schema.safeParse(undefined);
    const value = fallback.success ? printable(fallback.data) : '';
    return `# ${schema.meta()?.description ?? ''}\n# ${name}=${value}\n`;
  });
  return `# Copy to .env and change what you need; every line is optional outside production.\n\n${lines.join('\n')}`;
}

function printable(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return '';
}
