import { spawn } from 'node:child_process';
import { root } from './workspace.mjs';

/** Runs a command to its end and returns `{ code, output }`; stdout and stderr are one text. */
export function capture(command, args, { env = process.env, cwd = root, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const append = (text) => {
      output += text;
    };
    child.stdout.setEncoding('utf8').on('data', append);
    child.stderr.setEncoding('utf8').on('data', append);
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? 1, signal, output }));
  });
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const REPEAT_MS = 1000;

/**
 * Runs a command in the foreground with this terminal and returns the code to exit with.
 * Signals reach the child once: a terminal already delivers Ctrl-C to the whole group, and npm
 * repeats it. A child that ends because it was interrupted counts as a wanted stop (0), so npm
 * prints no error.
 */
export function foreground(command, args, { env = process.env, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
    let interrupted = false;
    const lastSent = new Map();
    const handlers = SIGNALS.map((signal) => {
      const handler = () => {
        interrupted ||= signal === 'SIGINT';
        const fromTerminal = signal === 'SIGINT' && process.stdin.isTTY;
        const repeated = performance.now() - (lastSent.get(signal) ?? -REPEAT_MS) < REPEAT_MS;
        if (fromTerminal || repeated) return;
        lastSent.set(signal, performance.now());
        child.kill(signal);
      };
      process.on(signal, handler);
      return [signal, handler];
    });
    const release = () => {
      for (const [signal, handler] of handlers) process.off(signal, handler);
    };
    child.once('error', (error) => {
      release();
      reject(error);
    });
    child.once('close', (code, signal) => {
      release();
      const byInterrupt = signal === 'SIGINT' || code === 130;
      if (interrupted && byInterrupt) resolve(0);
      else resolve(code ?? 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0));
    });
  });
}
