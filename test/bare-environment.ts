/** All that a process which a test starts gets of this one's environment; see vitest.config.ts. */
export const BARE = { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE };
