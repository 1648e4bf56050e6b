import { parseEnv } from 'node:util';
import { loadConfig } from './config';
import { configSchema } from './config.schema';
import { envExample } from './env-example';

describe('.env.example', () => {
  it('names every variable once, each under a line that explains it', () => {
    const entries = [...envExample().matchAll(/^# (.+)\n# ([A-Z_]+)=.*$/gm)];
    expect(entries.map(([, , name]) => name)).toEqual(Object.keys(configSchema.shape));
    for (const [, meaning] of entries) expect(meaning).toMatch(/\w{2}/);
  });

  it('changes nothing when it is copied as it is', () => {
    expect(parseEnv(envExample())).toEqual({});
  });

  it('shows the values that hold when nothing is set', () => {
    const shown = parseEnv(envExample().replaceAll(/^# ([A-Z_]+=)/gm, '$1'));
    expect(loadConfig(shown)).toEqual(loadConfig({}));
  });
});
