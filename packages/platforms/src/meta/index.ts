import type { Platform } from '../platform/platform.ts';
import { actions } from './actions.ts';
import { connect, listAccounts } from './connect.ts';
import { files } from './imports.ts';
import { RESTATED_DAYS } from './plan.ts';
import { configSchema, credentialsSchema } from './settings.ts';
import { streams } from './streams.ts';

/** Meta ads: entities and daily insights of one ad account, over the Marketing API or from Ads Manager exports. */
export const meta: Platform = {
  id: 'meta',
  name: 'Meta Ads',
  kind: 'ads',
  modes: ['api', 'import', 'fixture'],
  capabilities: ['sync', 'import', 'actions', 'accounts'],
  credentials: credentialsSchema,
  config: configSchema,
  docsUrl: 'https://developers.facebook.com/docs/marketing-api',
  connect,
  listAccounts,
  restatementDays: RESTATED_DAYS,
  primaryStream: 'insights_account',
  streams,
  files,
  actions,
};
