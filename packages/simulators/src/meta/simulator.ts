import { type MetaControl, createControl } from './control.ts';
import { controlHandler } from './control-http.ts';
import type { MetaSimulatorOptions } from './options.ts';
import { listen } from './server.ts';
import { settingsFrom } from './settings.ts';

export interface MetaSimulator {
  /** `http://127.0.0.1:<port>`; paths are those of the real Graph host, e.g. `/v26.0/me`. */
  origin: string;
  accessToken: string;
  control: MetaControl;
  close(): Promise<void>;
}

/**
 * Starts a Meta Marketing API twin on loopback. Accounts, delivery and conversions follow from the
 * seed, the profiles and the clock; what a day looks like depends on when it is asked. Behaviours
 * are those of the Marketing API v25.0 and v26.0 documentation as read in November 2026.
 */
export async function startMetaSimulator(
  options: MetaSimulatorOptions = {},
): Promise<MetaSimulator> {
  const settings = settingsFrom(options);
  const { control, state } = createControl(settings);
  const server = await listen(settings.port, state, controlHandler(control));
  return { ...server, control, accessToken: settings.accessToken };
}
