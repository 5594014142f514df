const { execFileSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '..', '..');

/**
 * For Serverless Framework 4 and osls: bundles the functions before they are packaged or deployed. In a process of its
 * own: the framework may run on an older Node, and version 4 points esbuild at a binary of its own version.
 */
module.exports = class BundlePlugin {
  constructor() {
    this.hooks = {
      'before:package:createDeploymentArtifacts': bundle,
      'before:deploy:function:packageFunction': bundle,
    };
  }
};

function bundle() {
  const installed = join(ROOT, 'node_modules', '.bin', 'node');
  const node = existsSync(installed) ? installed : process.execPath;
  const { ESBUILD_BINARY_PATH: _, ...env } = process.env;
  const file = join(ROOT, 'src', 'deploy', 'bundle.ts');
  // Before 22.18 Node reads no TypeScript without being told.
  execFileSync(node, ['--experimental-strip-types', '--no-warnings', file], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  });
}
