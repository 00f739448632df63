import { subject } from '../subjects/meta.ts';
import { describePlatformConformance } from './describe-platform-conformance.ts';

describePlatformConformance({ module: new URL('../subjects/meta.ts', import.meta.url), subject });
