import type { ModelCall, ModelScriptName } from '@prome-dify/testing';
import { MODEL_SCRIPTS } from '@prome-dify/testing';
import type { Promised } from '../promise';
import { holds } from '../promise';
import type { World } from '../world';
import { badModel, SIGNUP_TOKENS } from '../settings';

/** Those that only time ends; the product's patience with them is longer than this report's. */
const SLOW = /hang|slow|drip|silent|endless|stall|trickle|huge|tiny|forever|wait/i;
const NAMES = (Object.keys(MODEL_SCRIPTS) as ModelScriptName[]).filter((name) => !SLOW.test(name));

/** Behaves as the script that the question names. */
function asAsked(call: ModelCall): Promise<void> | void {
  const { messages } = call.request.body as { messages: readonly { content: string }[] };
  return MODEL_SCRIPTS[messages.at(-1)?.content as ModelScriptName](call);
}

/** Asks a model that behaves like this; answers how it ended. */
async function ask(world: World, name: ModelScriptName, model: string): Promise<string> {
  const customer = await world.newCustomer();
  const request = { message: name, model };
  const { maxTokens } = await customer.quote(request);
  const { end, charged } = await customer.ask(request);
  holds(`the answer of "${name}" ends`, end !== '');
  holds(`"${name}" costs ${charged} of at most ${maxTokens}`, charged >= 0 && charged <= maxTokens);
  const { balance, held } = await customer.balance();
  holds(`"${name}" leaves the rest`, balance === SIGNUP_TOKENS - charged && held === 0);
  return end;
}

export const hostile: Promised = {
  id: 'P15',
  says: 'Whatever a model sends, an answer ends and costs between nothing and what was held',
  async play(world) {
    world.model.script(asAsked);
    const ends = await Promise.all(NAMES.map((name, n) => ask(world, name, badModel(n))));
    const kinds = [...new Set(ends)].toSorted();
    const counts = kinds.map((kind) => `${ends.filter((end) => end === kind).length} ${kind}`);
    return `${NAMES.length} ways to answer rightly or wrongly: ${counts.join(', ')}`;
  },
};
