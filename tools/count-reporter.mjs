import { writeFileSync } from 'node:fs';

/** A vitest reporter that writes `{ passed, failed, skipped }` to the file COMMERCE_TEST_COUNTS. */
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      let failedHere = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') counts.passed += 1;
        else if (state === 'failed') failedHere += 1;
        else counts.skipped += 1;
      }
      // A file that could not be loaded, or whose hooks failed, fails without a failed test.
      if (failedHere === 0 && !module.ok()) failedHere = 1;
      counts.failed += failedHere;
    }
    const path = process.env.COMMERCE_TEST_COUNTS;
    if (path) writeFileSync(path, JSON.stringify(counts));
  }
}
