import { defineConfig, devices } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, ensureBrowser } from './tools/browser.ts';

// Found once, by the process that starts the workers; they inherit it.
process.env.CHROMIUM_PATH = ensureBrowser();

export default defineConfig({
  testDir: 'test/browser',
  outputDir: 'test-results',
  globalSetup: './test/browser/serve-site.ts',
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['line'], ['json']] : 'line',
  use: {
    ...devices['Desktop Chrome'],
    baseURL: process.env.SITE_ADDRESS,
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: CHROMIUM_ARGUMENTS },
    screenshot: 'only-on-failure',
  },
});
