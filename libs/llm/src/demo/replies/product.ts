/** What the demo model knows about the product. It must hold on every installation. */

export const HELP = `I am the **demo model**: a small program that comes with this server, not
an AI. Everything around me is real: the stream, the balance, the receipt. You can ask me about

- your **balance**, the **prices** and how to **buy** tokens
- the **API**, with commands to copy
- how to **connect a real model**

and you can try things out:

| Send | To see |
| --- | --- |
| \`12 * (3 + 4)\` | a calculated answer |
| \`/markdown\` | every kind of formatting; also \`table\`, \`list\`, \`code\`, \`quote\` |
| \`/lorem 500\` | an answer of 500 words |
| \`/slow\` | a long, slow answer, to try **Stop** or a reload |
| \`what did I say?\` | that earlier messages are sent along |`;

export const GREETING = `Hello! ${HELP}`;

export const BALANCE = `Your balance is at the top of the page, and it changes while you look at
it. Over the API it is \`GET /api/billing/balance\`:

- **balance**: the tokens you own
- **held**: set aside for answers that are being generated now
- **available**: what a new answer may use

I cannot see it myself: a model is sent the conversation, and nothing about your account. Every
change of it, with the reason, is on the page **Usage**.`;

export const PRICES = `You pay for what was really used, in tokens. A token is a piece of a
word, about four letters of English.

1. Your message, and the part of the conversation that is sent with it, are counted: the
   **prompt**.
2. Before the model is asked, the prompt and the longest possible answer are **held**. So your
   balance can never fall below zero.
3. When the answer ends, or you stop it, only what was generated is charged. The rest of the
   hold is free again at once.

How much a model's token costs is listed in \`GET /api/models\`; \`POST /api/chat/quote\` tells
the price of a message before you send it. If a model fails before it answers, you pay
nothing.`;

export const BUYING = `Open **Billing** and choose a package. You pay on the page of the payment
provider, come back, and the tokens are there. Cards and addresses never reach this server. When
a test mode is on, a banner says that no money moves.`;

export const STOPPING = `Press **Stop** while an answer is being written. The model is told at
once, what you have seen stays, and you pay for that part only. Send \`/slow\` to try it.

If you close the page instead, the answer waits a few seconds for you to come back, and then
stops as well.`;

export const MODELS = `Whoever runs this server connects a model with environment variables, and
restarts it.

**OpenAI, or any service that speaks its protocol**

\`\`\`bash
OPENAI_API_KEY=sk-...                            # your key
OPENAI_BASE_URL=https://openrouter.ai/api/v1     # only for services other than OpenAI
OPENAI_MODELS=gpt-4o-mini,gpt-4o                 # which models to offer
\`\`\`

**An app of [Dify](https://dify.ai)**

\`\`\`bash
DIFY_API_KEY=app-...                             # the key of the app
DIFY_BASE_URL=https://dify.example.com/v1        # only for a server of your own
\`\`\`

**A model on the same machine**, with [Ollama](https://ollama.com): it is found by itself.

\`\`\`bash
ollama pull llama3.2
\`\`\`

**Several models with their own prices**: put them into a JSON file and name it in
\`MODELS_FILE\`. When it starts, the server says which models it has found.`;

export const API = `Everything on this page is the public API. Its documentation is at
[/api/docs](/api/docs). In short:

\`\`\`bash
# 1. An account, and a token for it
TOKEN=$(curl -s http://localhost:3000/api/auth/register \\
  -H 'content-type: application/json' \\
  -d '{"email":"me@example.com","password":"password123"}' | jq -r .token)

# 2. A message; -N shows the answer as it comes
curl -N http://localhost:3000/api/chat \\
  -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
  -H "idempotency-key: $(uuidgen)" \\
  -d '{"message":"Hello!"}'
\`\`\`

The answer is a stream of server-sent events: \`meta\` (a new conversation), \`answer\` (a piece
of text), \`usage\` (what it cost), then \`done\` or \`error\`. With an \`Idempotency-Key\` a
message that is sent twice is answered, and billed, once.`;

export const PRIVACY = `What you write goes to the model that you chose, and to nobody else; the
demo model runs inside this server and sends nothing anywhere. Your conversations are yours
alone: rename or delete them in the list.`;
