import { text } from 'node:stream/consumers';
import { executeProposals, sleep } from '@commerce/engine';
import { createHttpTransport, type Transport } from '@commerce/platforms';
import { reachMeta } from '@commerce/simulators/meta';
import { openEngine, poolOf, type ProcessInput } from './execution-world.ts';

// Carries out proposals until it is killed, or kills itself where it was told to.
const input = JSON.parse(await text(process.stdin)) as ProcessInput;
const http = createHttpTransport({ rewrite: reachMeta(input.origin) });
const die = () => process.kill(process.pid, 'SIGKILL');
let requests = 0;
const transport: Transport = {
  async request(request) {
    requests += 1;
    const here = requests === input.killAt?.request ? input.killAt.when : null;
    if (here === 'before') die();
    const response = await http.request(request);
    if (here === 'after') die();
    return response;
  },
};
const clock = { now: () => new Date(Date.now() + input.ahead), sleep };
const ctx = openEngine(poolOf(input.connection), clock, transport);
process.stdout.write('ready\n');
await Promise.all(
  input.proposals.map(async ({ id, delay }) => {
    await sleep(delay);
    await executeProposals(ctx, { members: [{ id }] });
  }),
);
process.stdout.write('done\n');
setInterval(() => {}, 1_000);
