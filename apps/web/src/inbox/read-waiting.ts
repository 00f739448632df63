import { cache } from 'react';
import { readProposals } from '../api/server.ts';

const MOST = 100;

/** What asks for a decision or for its execution, over all shops; read once per request. */
export const askWaiting = cache(() => readProposals({ status: 'proposed,approved', limit: MOST }));
