/** `npm test`: runs every check in turn, all of them even after one fails, and closes on the runners' own counts. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Counts {
  passed: number;
  failed: number;
}

interface Step {
  name: string;
  command: string[];
  /** reads the runner's report; a step without one counts as a single check */
  count?: () => Counts;
}

const reports = mkdtempSync(join(tmpdir(), 'fivetuple-test-'));
const unitReport = join(reports, 'unit.json');
const browserReport = join(reports, 'browser.json');
process.env.ASTRO_TELEMETRY_DISABLED = '1';
process.env.PLAYWRIGHT_JSON_OUTPUT_NAME = browserReport;

const STEPS: Step[] = [
  { name: 'types in pages and components', command: ['astro', 'check'] },
  { name: 'types', command: ['tsc'] },
  { name: 'lint and format', command: ['biome', 'check', '--error-on-warnings', '.'] },
  {
    name: 'unit tests',
    command: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
    count: () => countUnit(unitReport),
  },
  { name: 'build', command: ['astro', 'build', '--silent'] },
  { name: 'links', command: ['node', 'tools/check-links.ts'] },
  { name: 'browser tests', command: ['playwright', 'test'], count: () => countBrowser(browserReport) },
];

const root = fileURLToPath(new URL('..', import.meta.url));
const results = STEPS.map((step) => ({ name: step.name, ...run(step) }));

console.log('');
for (const { name, passed, failed } of results) {
  console.log(`${failed === 0 ? 'ok    ' : 'FAILED'}  ${name}: ${passed} passed, ${failed} failed`);
}
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`${results.reduce((sum, result) => sum + result.passed, 0)} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function run({ name, command, count }: Step): Counts {
  console.log(`\n── ${name}: ${command.join(' ')}`);
  const { status } = spawnSync(command[0]!, command.slice(1), {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const succeeded = status === 0;
  const counts = count?.() ?? { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1 };
  // A runner that failed as a whole (a crash, an error outside any test) has not passed, whatever it counted.
  return succeeded || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/** Reads Vitest's report. A skipped or unwritten test has shown nothing: it counts as failed. */
function countUnit(file: string): Counts {
  const { numPassedTests, numTotalTests } = readReport<{ numPassedTests: number; numTotalTests: number }>(file, {
    numPassedTests: 0,
    numTotalTests: 1,
  });
  return { passed: numPassedTests, failed: numTotalTests - numPassedTests };
}

/** Reads Playwright's report. Skipped tests, and tests that passed only when tried again, count as failed. */
function countBrowser(file: string): Counts {
  const { stats } = readReport<{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } }>(
    file,
    {
      stats: { expected: 0, unexpected: 1, flaky: 0, skipped: 0 },
    },
  );
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped };
}

/** A runner that left no report did not run: `missing` says so in its terms. */
function readReport<T>(file: string, missing: T): T {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : missing;
}
