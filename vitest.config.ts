import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The browser and the sandbox servers start inside tests; a loaded two-core machine needs the room.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
