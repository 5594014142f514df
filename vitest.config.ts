import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// What one of the processes that tests start has compiled, the others read: each needs half the time.
const compiled = mkdtempSync(join(tmpdir(), 'faultline-compiled-'));
process.on('exit', () => rmSync(compiled, { recursive: true, force: true }));

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    env: { NODE_COMPILE_CACHE: compiled },
    // The browser and the sandbox servers start inside tests; a loaded two-core machine needs the room.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
