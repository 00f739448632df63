export { decideProposals, type DecideProposalsInput } from './decide-proposals.ts';
export { expireProposals } from './expire-proposals.ts';
export {
  getProposal,
  getProposalByShortId,
  listProposals,
  type ListProposalsInput,
} from './list-proposals.ts';
export { proposeAction, type ProposeActionInput } from './propose-action.ts';
export { type Raised, raiseProposals, type RaiseProposalsInput } from './raise-proposals.ts';
