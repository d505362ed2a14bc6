import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    // A test that ran alone, was skipped or waits to be written is a test that does not hold.
    allowOnly: false,
  },
});
