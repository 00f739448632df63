export { RuleSkeleton as default } from '../../../../../../../rules/rule-skeletons.tsx';
