import { setTimeout as delay } from 'node:timers/promises';
import { startModelServer } from '../model-server';
import { answering } from '../model-server';
import { openProxy } from './proxy';

it('passes on as it comes, holds back what it is told to, and changes it', async () => {
  const model = await startModelServer({ script: answering({ deltas: ['a', 'b'], paceMs: 50 }) });
  const proxy = await openProxy(model.origin);
  const ask = () => fetch(`${proxy.url}/v1/chat/completions`, { method: 'POST', body: '{}' });

  const passed = (await ask()).body?.getReader();
  expect(new TextDecoder().decode((await passed?.read())?.value)).toContain('"a"');
  await passed?.cancel();

  proxy.hold(/completions/, (body) => body.replace('"b"', '"c"'));
  const asked = ask().then(() => 'answered');
  expect(await Promise.race([asked, delay(40, 'held')])).toBe('held');
  const whole = await (await ask()).text();
  expect([whole.includes('"c"'), whole.includes('"b"'), whole.includes('[DONE]')]).toEqual([
    true,
    false,
    true,
  ]);
  await asked;
  await proxy.close();
  await model.stop();
});
