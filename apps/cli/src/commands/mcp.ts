import { Writable } from 'node:stream';
import { mcpActor, serveMcpOverStdio } from '@commerce/mcp';
import { type Runtime, VERSION } from '@commerce/server';
import type { Command } from 'commander';
import type { CommandMaker, Invocation } from '../command.ts';
import { wrongUsage } from '../command-error.ts';
import { reserveStdout } from '../output/output.ts';
import { allPeople, findPerson, type Person } from '../people/people.ts';
import { withSession } from '../session/open-session.ts';
import { withSimulators } from '../session/with-simulators.ts';

/** `commerce mcp`: for AI clients on this machine, which start it themselves. */
export const mcpCommand = ({ leaf }: CommandMaker): Command =>
  leaf<{ email?: string }>(
    'mcp',
    'an MCP server on stdin and stdout: reads everything, may only propose',
    serve,
  ).option('--email <address>', 'with whose eyes; default: the owner, where there is one agency');

const serve = (invocation: Invocation, options: { email?: string }) => {
  const write = reserveStdout();
  return withSession(invocation, (runtime) =>
    withSimulators(invocation, runtime, async (ctx) => {
      const person = await whoseEyes(runtime, options.email);
      const { id, agencyId, role, email } = person;
      const behind = { id, name: email, user: { id, agencyId, role, scopes: null } };
      invocation.out.note(`Serving MCP on stdin and stdout with the eyes of ${email}.`);
      await serveMcpOverStdio({
        ctx: { ...ctx, actor: mcpActor({ type: 'user', ...behind }) },
        version: VERSION,
        stdin: process.stdin,
        stdout: new Writable({
          write(chunk: Uint8Array, _encoding, done) {
            write(Buffer.from(chunk).toString('utf8'));
            done();
          },
        }),
        signal: invocation.signal,
      });
    }),
  );
};

/** @throws CommandError when several agencies share the data and nobody was named */
async function whoseEyes({ ctx }: Runtime, email: string | undefined): Promise<Person> {
  if (email !== undefined) return await findPerson(ctx, email);
  const owners = (await allPeople(ctx)).filter(({ role }) => role === 'AGENCY_OWNER');
  const [first] = owners;
  if (!first) throw wrongUsage('Nobody is here yet; run npm start, or commerce users create-owner');
  if (owners.every(({ agencyId }) => agencyId === first.agencyId)) return first;
  throw wrongUsage(`Say with whose eyes: --email ${owners.map((one) => one.email).join(' | ')}`);
}
