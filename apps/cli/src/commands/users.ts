import { createOwner, createSignInLink, setPassword } from '@commerce/engine';
import type { Command } from 'commander';
import type { CommandMaker, Invocation } from '../command.ts';
import { wrongUsage } from '../command-error.ts';
import { table } from '../output/table.ts';
import { allPeople, findPerson } from '../people/people.ts';
import { withSession } from '../session/open-session.ts';
import { firstOwner } from '../shops/owner-agency.ts';
import { ask, canAsk } from '../terminal/ask.ts';
import { readStdin } from '../terminal/read-stdin.ts';
import { readRunning, type Runtime } from '@commerce/server';

/** `commerce users …` */
export function usersCommand({ group, leaf }: CommandMaker): Command {
  const whose = ['--email <address>', 'whose; default: the first owner'] as const;
  return group('users', 'let people in')
    .addCommand(leaf('list', 'everybody who may sign in', list))
    .addCommand(
      leaf<{ email: string; agency: string }>('create-owner', 'a new agency and its owner', create)
        .requiredOption('--email <address>', "the owner's address")
        .requiredOption('--agency <name>', "the agency's name"),
    )
    .addCommand(
      leaf<{ email?: string }>('sign-in-link', 'a link that signs in once', link).option(...whose),
    )
    .addCommand(
      leaf<{ email?: string }>(
        'set-password',
        'asks for the new password, or reads it from what is piped in',
        password,
      ).option(...whose),
    );
}

const list = (invocation: Invocation) =>
  withSession(invocation, async ({ ctx }) => {
    const users = (await allPeople(ctx)).map(({ id, email, role, agency, hasPassword }) => ({
      id,
      email,
      role,
      agency,
      has_password: hasPassword,
    }));
    invocation.out.answer(
      { users },
      table(
        users.map((user) => [
          user.email,
          user.role,
          user.agency,
          user.has_password ? 'password set' : 'no password',
        ]),
      ),
    );
  });

const create = (invocation: Invocation, options: { email: string; agency: string }) =>
  withSession(invocation, async ({ ctx }) => {
    if (!/^[^\s@]+@[^\s@]+$/.test(options.email)) {
      throw wrongUsage(`"${options.email}" is no e-mail address. Nothing was made`);
    }
    const owner = await createOwner(ctx, { agencyName: options.agency, email: options.email });
    invocation.out.answer(owner, [
      `Made the agency ${options.agency} with its owner ${owner.email}.`,
      `Let them in: commerce users sign-in-link --email ${owner.email}`,
    ]);
  });

async function personOf({ ctx }: Runtime, email: string | undefined) {
  if (email !== undefined) return await findPerson(ctx, email);
  const owner = await firstOwner(ctx);
  return { id: owner.userId, email: owner.email };
}

const link = (invocation: Invocation, options: { email?: string }) =>
  withSession(invocation, async (runtime) => {
    const { ctx, config } = runtime;
    if (config.auth.mode === 'supabase') {
      throw wrongUsage('People sign in with Supabase here (AUTH_MODE); it sends its own links');
    }
    const person = await personOf(runtime, options.email);
    const { token, expiresAt } = await createSignInLink(ctx, { userId: person.id });
    const running = readRunning(config.dataDir)?.address ?? null;
    const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
    const origin = config.publicOrigin ?? running ?? `http://${host}:${config.port || 8010}`;
    const url = `${origin}/sign-in/link?token=${encodeURIComponent(token)}`;
    const facts = { email: person.email, url, expires_at: expiresAt.toISOString() };
    invocation.out.answer(facts, [url]);
    invocation.out.note(`Signs ${person.email} in once, until ${facts.expires_at}.`);
    if (runtime.database.role === 'owner') {
      invocation.out.note('Nothing serves that address now; run npm start first.');
    }
  });

const password = (invocation: Invocation, options: { email?: string }) =>
  withSession(invocation, async (runtime) => {
    const person = await personOf(runtime, options.email);
    const newPassword = canAsk() ? await askTwice(person.email) : await readStdin();
    if (newPassword === '') {
      throw wrongUsage('No password was given: pipe it in, or run this on a terminal');
    }
    await setPassword(runtime.ctx, { userId: person.id, newPassword });
    invocation.out.answer({ email: person.email }, [
      `The password of ${person.email} is set; other sessions of theirs have ended.`,
    ]);
  });

async function askTwice(email: string): Promise<string> {
  const first = await ask(`New password for ${email}: `, { hidden: true });
  const second = await ask('Once more: ', { hidden: true });
  if (first === second) return first;
  throw wrongUsage('The two did not match. Nothing was changed');
}
