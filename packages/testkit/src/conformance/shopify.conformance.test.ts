import { subject } from '../subjects/shopify.ts';
import { describePlatformConformance } from './describe-platform-conformance.ts';

describePlatformConformance({
  module: new URL('../subjects/shopify.ts', import.meta.url),
  subject,
});
