import { describe, expect, it } from 'vitest';
import { createLog } from './create-log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void, format: 'json' | 'text') {
  let text = '';
  write(createLog({ level: 'debug', format, write: (part) => (text += part) }));
  return text;
}

const SECRETS = [
  'shpat_0123456789abcdef',
  'shpss_0123456789abcdef',
  'EAABsbCS1iHgBAKZCqGZBZ',
  'ck_live_Zm9vYmFyYmF6',
  'csl_p5kj5JvpVhLQjf-kqIukDusadlB',
  'eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl',
  '123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw',
];

describe('the log', () => {
  it.each(['json', 'text'] as const)('hides secrets by name at any depth (%s)', (format) => {
    const text = logged(
      (log) =>
        log.warn(
          {
            authorization: 'Bearer visible',
            request: { headers: { Cookie: 'visible' } },
            list: [{ client_secret: 'visible', access_token: 'visible' }],
            shop: 'kept',
          },
          'Something',
        ),
      format,
    );
    expect(text).not.toContain('visible');
    expect(text).toContain('kept');
  });

  it.each(SECRETS)('hides what looks like a secret: %s', (secret) => {
    const text = logged((log) => {
      log.error({ error: `refused ${secret} (401)` }, `With ${secret} nothing works`);
      log.error({ nested: { text: [`Bearer ${secret}`] } }, 'x');
    }, 'json');
    expect(text).not.toContain(secret);
    expect(text).toContain('(401)');
  });

  it('hides the password of an address and leaves the rest', () => {
    const text = logged(
      (log) => log.info({ error: 'postgres://user:hunter2@db.example/x failed' }, 'x'),
      'text',
    );
    expect(text).not.toContain('hunter2');
    expect(text).toContain('@db.example/x failed');
  });
});
