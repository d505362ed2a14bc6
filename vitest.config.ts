import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    setupFiles: ['test/seed.ts'],
    // A test that ran alone, was skipped or waits to be written is a test that does not hold.
    allowOnly: false,
    // Only a test that hangs runs into this: a slow machine is no failure.
    testTimeout: 60_000,
  },
});
